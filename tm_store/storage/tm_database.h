// The SQLite file that holds memories, translation units and the change log.
#ifndef TM_STORE_STORAGE_TM_DATABASE_H_
#define TM_STORE_STORAGE_TM_DATABASE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "tm_store/base/clock.h"
#include "tm_store/base/deadline.h"
#include "tm_store/model/access.h"
#include "tm_store/model/change.h"
#include "tm_store/model/damage.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/read_transaction.h"
#include "tm_store/storage/unit_filter.h"
#include "tm_store/storage/write_transaction.h"

namespace presstm {

class BackupFile;
class WriteRehearsal;

// Thread-safe: one writer at a time, any number of readers, none waiting for
// another kind (WAL). Every call reads a consistent state.
class TmDatabase {
 public:
  struct Options {
    const Clock* clock = Clock::System();
    // Most pages the file may have, 0 = no bound; for tests of a full disk.
    int64_t max_page_count = 0;
  };

  // Opens or creates the file and brings its schema up to date. Errors name
  // the path: FailedPrecondition with reason DATABASE_FOREIGN (not SQLite, or
  // another program's), DATABASE_TOO_NEW, DATABASE_READ_ONLY, DATABASE_IN_USE
  // (another process has it open); DataLoss with DATABASE_CORRUPT; NotFound
  // if its folder does not exist.
  static absl::StatusOr<std::unique_ptr<TmDatabase>> Open(
      const std::string& path, const Options& options);
  virtual ~TmDatabase() = default;

  // From now on everything that would change the file fails with what
  // CheckWritable() returns: FailedPrecondition with DATABASE_CORRUPT, the
  // damage and what to do. Call before other threads use the object.
  virtual void RefuseWrites(const Damage& damage) = 0;
  virtual absl::Status CheckWritable() const = 0;

  // Waits for the running transaction, if any. `actor` is written to the
  // change log as the author of the changes.
  virtual absl::StatusOr<std::unique_ptr<WriteTransaction>> BeginWrite(
      absl::string_view actor) = 0;

  // As BeginWrite, for several that are to share a commit.
  virtual absl::StatusOr<std::unique_ptr<WriteGroup>> BeginGroup() = 0;

  virtual absl::StatusOr<std::unique_ptr<ReadTransaction>> BeginRead() = 0;

  // For finding out what writes into `memory` would come to; the result must
  // not outlive this.
  virtual absl::StatusOr<std::unique_ptr<WriteRehearsal>> BeginRehearsal(
      const Memory& memory, absl::string_view actor) = 0;

  // NotFound with reason MEMORY_NOT_FOUND.
  virtual absl::StatusOr<Memory> GetMemory(absl::string_view name) = 0;
  // By name, from the first after `after_name`.
  virtual absl::StatusOr<std::vector<Memory>> ListMemories(
      absl::string_view after_name, int limit) = 0;

  // NotFound with reason TRANSLATION_UNIT_NOT_FOUND.
  virtual absl::StatusOr<TranslationUnit> GetUnit(TranslationUnitId id) = 0;
  // In the order of `ids`; those that are not there are left out.
  virtual absl::StatusOr<std::vector<TranslationUnit>> GetUnits(
      absl::Span<const TranslationUnitId> ids) = 0;
  // All units of `unit.memory_id` that may have the source segment of `unit`,
  // which has a variant at least; by id.
  virtual absl::StatusOr<std::vector<TranslationUnit>> FindSameSource(
      const TranslationUnit& unit) = 0;
  // By id, from the first after `after`.
  virtual absl::StatusOr<std::vector<TranslationUnit>> ListUnits(
      MemoryId memory_id, const UnitFilter& filter, TranslationUnitId after,
      int limit) = 0;

  // As ListUnits, but goes past what cannot be read, and says what that was.
  virtual absl::StatusOr<UnitPage> ListReadableUnits(MemoryId memory_id,
                                                     const UnitFilter& filter,
                                                     TranslationUnitId after,
                                                     int limit) = 0;

  // Calls `visit` for every variant of every unit, by unit id and position:
  // what the index is built from. Stops at the first error `visit` returns.
  virtual absl::Status VisitVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit) = 0;
  // The same of a damaged database, for all units that can be read; returns
  // what cannot. Takes several times as long.
  virtual absl::StatusOr<Damage> VisitReadableVariants(
      const std::function<absl::Status(const VisitedVariant&)>& visit) = 0;

  // The first changes that pass the filter, by sequence number.
  virtual absl::StatusOr<std::vector<Change>> ListChanges(
      const ChangeFilter& filter, int limit) = 0;

  // By id; by identity and memory.
  virtual absl::StatusOr<std::vector<StoredToken>> ListTokens() = 0;
  virtual absl::StatusOr<std::vector<Grant>> ListGrants() = 0;

  // Copies the database, as it is when the call begins, beside it and returns
  // the copy. Writers are not held up; what they write meanwhile stays in the
  // write-ahead log until the copy is made. ResourceExhausted with DISK_FULL;
  // DataLoss with DATABASE_CORRUPT if the database is damaged; Aborted if
  // another copy is being made; the error of `deadline`.
  virtual absl::StatusOr<std::unique_ptr<BackupFile>> BackUp(
      const Deadline& deadline) = 0;

  // What the file takes on the disk once the write-ahead log is in it, and how
  // much of that is free inside.
  struct Size {
    int64_t size_bytes = 0;
    int64_t free_bytes = 0;
  };
  virtual absl::StatusOr<Size> GetSize() = 0;
  // Writes the file anew without its free space. Writers wait meanwhile, and
  // it needs as much space again for that time; reads go on.
  virtual absl::Status Vacuum() = 0;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_TM_DATABASE_H_
