// What a write comes to depends only on the stored units that have its source
// segment. Refused: one transaction over the whole import, rolled back at the
// end. It is exact too, but would keep all writers waiting for as long as the
// file takes to come, and hold every change in memory.
#include "tm_store/storage/write_rehearsal.h"

#include <utility>

#include "tm_store/base/status_macros.h"
#include "tm_store/storage/memory_repository.h"
#include "tm_store/storage/schema.h"
#include "tm_store/storage/segment_key.h"
#include "tm_store/storage/sqlite_pragmas.h"
#include "tm_store/storage/sqlite_transaction.h"
#include "tm_store/storage/tm_write_transaction.h"
#include "tm_store/storage/unit_writer.h"

namespace presstm {
namespace {

// Ids of units that were taken over: once only, also if the rehearsal has
// changed or deleted them since.
constexpr char kCreateTakenOver[] =
    "CREATE TABLE taken_over (id INTEGER PRIMARY KEY) STRICT";
constexpr char kInsertTakenOver[] =
    "INSERT OR IGNORE INTO taken_over (id) VALUES (?)";

}  // namespace

absl::StatusOr<std::unique_ptr<WriteRehearsal>> WriteRehearsal::Begin(
    TmDatabase& database, const Memory& memory, const Clock* clock,
    absl::string_view actor) {
  // To SQLite, no name means a temporary file.
  PRESSTM_ASSIGN_OR_RETURN(
      std::unique_ptr<SqliteConnection> scratch,
      SqliteConnection::Open("", SqliteAccess::kReadWrite));
  PRESSTM_RETURN_IF_ERROR(MigrateSchema(*scratch, Migrations()));
  PRESSTM_RETURN_IF_ERROR(ConfigureScratch(*scratch));
  PRESSTM_RETURN_IF_ERROR(scratch->Execute(kCreateTakenOver));
  std::unique_ptr<WriteRehearsal> rehearsal(new WriteRehearsal(
      database, memory.id, clock, actor, std::move(scratch)));
  PRESSTM_RETURN_IF_ERROR(rehearsal->PrepareScratch(memory));
  return rehearsal;
}

absl::Status WriteRehearsal::PrepareScratch(const Memory& memory) {
  PRESSTM_ASSIGN_OR_RETURN(const PooledConnection scratch, scratch_.Acquire());
  PRESSTM_ASSIGN_OR_RETURN(scratch_memory_id_, InsertMemory(*scratch, memory));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<WriteOutcome>> WriteRehearsal::Write(
    std::vector<TranslationUnit> units, WriteRule rule) {
  PRESSTM_RETURN_IF_ERROR(TakeOver(units));
  PRESSTM_ASSIGN_OR_RETURN(PooledConnection scratch, scratch_.Acquire());
  PRESSTM_ASSIGN_OR_RETURN(
      const std::unique_ptr<WriteTransaction> transaction,
      TmWriteTransaction::Begin(std::move(scratch), clock_->Now(), actor_));
  std::vector<WriteOutcome> outcomes;
  outcomes.reserve(units.size());
  for (TranslationUnit& unit : units) {
    PRESSTM_ASSIGN_OR_RETURN(const WriteResult result,
                             transaction->Write(std::move(unit), rule));
    outcomes.push_back(result.outcome);
  }
  PRESSTM_RETURN_IF_ERROR(transaction->Commit());
  return outcomes;
}

// Takes over what `units` meet, and makes them ready to be written.
absl::Status WriteRehearsal::TakeOver(std::vector<TranslationUnit>& units) {
  PRESSTM_ASSIGN_OR_RETURN(const PooledConnection scratch, scratch_.Acquire());
  PRESSTM_ASSIGN_OR_RETURN(SqliteTransaction transaction,
                           SqliteTransaction::BeginWrite(*scratch));
  for (TranslationUnit& unit : units) {
    unit.memory_id = memory_id_;
    PRESSTM_ASSIGN_OR_RETURN(std::vector<TranslationUnit> met,
                             database_.FindSameSource(unit));
    unit.memory_id = scratch_memory_id_;
    for (TranslationUnit& stored : met) {
      PRESSTM_RETURN_IF_ERROR(TakeOver(*scratch, std::move(stored)));
    }
  }
  return transaction.Commit();
}

absl::Status WriteRehearsal::TakeOver(SqliteConnection& scratch,
                                      TranslationUnit unit) {
  {
    PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                             scratch.Prepare(kInsertTakenOver));
    PRESSTM_RETURN_IF_ERROR(statement.Bind(unit.id.value).Run());
  }
  if (scratch.changed_row_count() == 0) return absl::OkStatus();
  unit.memory_id = scratch_memory_id_;
  unit.id = {};  // One of the scratch file's own.
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<int64_t> keys, SegmentKeys(unit));
  return InsertUnit(scratch, unit, keys).status();
}

}  // namespace presstm
