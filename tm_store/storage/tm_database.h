// The SQLite file that holds memories, translation units and the change log.
#ifndef TM_STORE_STORAGE_TM_DATABASE_H_
#define TM_STORE_STORAGE_TM_DATABASE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "tm_store/base/clock.h"
#include "tm_store/model/lookup_request.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// A unit before and after one change; the index follows these. No `before`:
// created. No `after`: deleted.
struct UnitChange {
  std::optional<TranslationUnit> before;
  std::optional<TranslationUnit> after;
};

// What became of one written unit, and the unit as it is stored now (the
// existing one where the outcome is kSkipped).
struct WriteResult {
  WriteOutcome outcome = WriteOutcome::kAdded;
  TranslationUnit unit;
};

// Restricts a listing. Empty fields do not restrict.
struct UnitFilter {
  std::string language;  // Units with a variant in it, BCP-47.
  std::string document;  // Units of this document.
  std::string text;      // Units with this in some variant's text, as is.
};

// One write transaction; rolled back unless committed. Holds the database's
// only write lock: keep it short. Thread-compatible. Must not outlive its
// TmDatabase. Units given to it must be valid (translation_memory.h checks).
class WriteTransaction {
 public:
  virtual ~WriteTransaction() = default;

  // AlreadyExists if the name is taken. Sets id and creation time.
  virtual absl::StatusOr<Memory> CreateMemory(const Memory& memory) = 0;
  // Stores every field but name, id, creation time and count; found by id.
  virtual absl::StatusOr<Memory> UpdateMemory(const Memory& memory) = 0;
  // Deletes the memory with all its units; the change log keeps them.
  virtual absl::Status DeleteMemory(MemoryId id) = 0;

  // Adds `unit` to memory `unit.memory_id`, or merges it, or follows `rule`
  // where its source is stored with another target (design: WriteRule). Sets
  // id, revision and, where unset, creation and change time and author.
  virtual absl::StatusOr<WriteResult> Write(TranslationUnit unit,
                                            WriteRule rule) = 0;
  // Replaces the unit with `unit.id`. Aborted with reason ETAG_MISMATCH if
  // `expected_revision` is not 0 and not the stored one; NotFound.
  virtual absl::StatusOr<TranslationUnit> Update(TranslationUnit unit,
                                                 int64_t expected_revision) = 0;
  // NotFound; Aborted as above.
  virtual absl::Status Delete(TranslationUnitId id,
                              int64_t expected_revision) = 0;

  // What this transaction has changed so far, in order. A deleted memory's
  // units are not listed.
  virtual absl::Span<const UnitChange> changes() const = 0;

  // Makes everything durable (synced to disk) before it returns. On error
  // nothing of the transaction is kept.
  virtual absl::Status Commit() = 0;
};

// Several write transactions that become durable together, with one commit:
// syncing the disk is what a small one waits for. Rolled back unless
// committed. Thread-compatible; holds the write lock as WriteTransaction does.
class WriteGroup {
 public:
  virtual ~WriteGroup() = default;

  // Begins the next one. Its Commit keeps its changes in the group and makes
  // nothing durable; without it they alone are undone. It sees what those
  // before it have kept, and must be gone before the next begins.
  virtual absl::StatusOr<std::unique_ptr<WriteTransaction>> BeginPart(
      absl::string_view actor) = 0;

  // False once an error, such as a full disk, has undone the parts as well
  // that were kept before: nothing can be committed then.
  virtual bool is_sound() const = 0;

  // Makes everything durable (synced to disk) before it returns. On error
  // nothing of the group is kept.
  virtual absl::Status Commit() = 0;
};

// One state of the database, for several reads that belong together.
// Thread-compatible. Must not outlive its TmDatabase; while it lives the
// write-ahead log cannot be shortened, so keep it short.
class ReadTransaction {
 public:
  virtual ~ReadTransaction() = default;

  // Nothing if there is no such unit or `filter` does not let it pass; the
  // latter mostly shows in its first row, before the others are read.
  virtual absl::StatusOr<std::optional<TranslationUnit>> FindUnit(
      TranslationUnitId id, const LookupFilter& filter) = 0;
};

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

  // Waits for the running transaction, if any. `actor` is written to the
  // change log as the author of the changes.
  virtual absl::StatusOr<std::unique_ptr<WriteTransaction>> BeginWrite(
      absl::string_view actor) = 0;

  // As BeginWrite, for several that are to share a commit.
  virtual absl::StatusOr<std::unique_ptr<WriteGroup>> BeginGroup() = 0;

  virtual absl::StatusOr<std::unique_ptr<ReadTransaction>> BeginRead() = 0;

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
  // By id, from the first after `after`.
  virtual absl::StatusOr<std::vector<TranslationUnit>> ListUnits(
      MemoryId memory_id, const UnitFilter& filter, TranslationUnitId after,
      int limit) = 0;

  // Calls `visit` for every variant of every unit, by unit id and position:
  // what the index is built from. Stops at the first error `visit` returns.
  struct StoredVariant {
    MemoryId memory_id;
    TranslationUnitId unit_id;
    int position = 0;        // In TranslationUnit::variants.
    absl::Time change_time;  // LastChangeTime of the unit.
    absl::string_view language;
    absl::string_view text;  // Valid during the call only.
  };
  virtual absl::Status VisitVariants(
      const std::function<absl::Status(const StoredVariant&)>& visit) = 0;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_TM_DATABASE_H_
