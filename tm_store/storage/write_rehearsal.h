// Finds out what writes would come to, without writing them.
#ifndef TM_STORE_STORAGE_WRITE_REHEARSAL_H_
#define TM_STORE_STORAGE_WRITE_REHEARSAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/clock.h"
#include "tm_store/storage/connection_pool.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// Plays writes through in a scratch database of its own, an unnamed temporary
// file, which takes over from the real one the units each write meets. So the
// real one is only read, for the moment of one look-up at a time, and its
// writers wait for nothing; the price is twice the work where units are met.
// What others write meanwhile may be seen or not. Thread-compatible; must not
// outlive the database.
class WriteRehearsal {
 public:
  // Of writes into `memory` of `database`, as made by `actor`.
  static absl::StatusOr<std::unique_ptr<WriteRehearsal>> Begin(
      TmDatabase& database, const Memory& memory, const Clock* clock,
      absl::string_view actor);

  // What WriteTransaction::Write would return for each of `units`, valid ones,
  // after all those given before.
  absl::StatusOr<std::vector<WriteOutcome>> Write(
      std::vector<TranslationUnit> units, WriteRule rule);

 private:
  WriteRehearsal(TmDatabase& database, MemoryId memory_id, const Clock* clock,
                 absl::string_view actor,
                 std::unique_ptr<SqliteConnection> scratch)
      : database_(database),
        memory_id_(memory_id),
        clock_(clock),
        actor_(actor),
        scratch_(std::move(scratch)) {}

  absl::Status PrepareScratch(const Memory& memory);
  absl::Status TakeOver(std::vector<TranslationUnit>& units);
  absl::Status TakeOver(SqliteConnection& scratch, TranslationUnit unit);

  TmDatabase& database_;
  const MemoryId memory_id_;
  const Clock* const clock_;
  const std::string actor_;
  ConnectionPool scratch_;
  MemoryId scratch_memory_id_;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_WRITE_REHEARSAL_H_
