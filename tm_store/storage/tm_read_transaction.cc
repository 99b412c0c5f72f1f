#include "tm_store/storage/tm_read_transaction.h"

#include <utility>

#include "tm_store/base/status_macros.h"
#include "tm_store/storage/change_log.h"
#include "tm_store/storage/duplicate_search.h"
#include "tm_store/storage/readable_units.h"
#include "tm_store/storage/sqlite_pragmas.h"
#include "tm_store/storage/unit_check.h"
#include "tm_store/storage/unit_reader.h"

namespace presstm {

absl::StatusOr<std::unique_ptr<ReadTransaction>> TmReadTransaction::Begin(
    PooledConnection reader) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteTransaction transaction,
                           SqliteTransaction::BeginRead(*reader));
  return std::unique_ptr<ReadTransaction>(
      new TmReadTransaction(std::move(reader), std::move(transaction)));
}

TmReadTransaction::TmReadTransaction(PooledConnection reader,
                                     SqliteTransaction transaction)
    : reader_(std::move(reader)), transaction_(std::move(transaction)) {}

absl::StatusOr<std::optional<TranslationUnit>> TmReadTransaction::FindUnit(
    TranslationUnitId id, const LookupFilter& filter) {
  return presstm::FindUnit(*reader_, id, filter);
}

absl::StatusOr<std::vector<TranslationUnit>> TmReadTransaction::ListAllUnits(
    TranslationUnitId after, int limit) {
  return presstm::ListAllUnits(*reader_, after, limit);
}

absl::Status TmReadTransaction::VisitVariants(
    const std::function<absl::Status(const VisitedVariant&)>& visit) {
  return presstm::VisitVariants(*reader_, visit);
}

absl::StatusOr<Damage> TmReadTransaction::VisitReadableVariants(
    const std::function<absl::Status(const VisitedVariant&)>& visit) {
  return presstm::VisitReadableVariants(*reader_, visit);
}

absl::StatusOr<UnitPage> TmReadTransaction::ListAllReadableUnits(
    TranslationUnitId after, int limit) {
  return ListUnitsPastDamage(*reader_, /*memory_id=*/std::nullopt, {}, after,
                             limit);
}

absl::StatusOr<bool> TmReadTransaction::HasOlderDuplicate(
    const TranslationUnit& unit) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<TranslationUnit> older,
                           FindOlderDuplicate(*reader_, unit));
  return older.has_value();
}

absl::StatusOr<int64_t> TmReadTransaction::CountChangesBefore(
    absl::Time before) {
  return CountForgettableChanges(*reader_, before);
}

absl::StatusOr<CheckResult> TmReadTransaction::CheckFile() {
  return CheckIntegrity(*reader_);
}

absl::StatusOr<CheckResult> TmReadTransaction::CheckUnits(
    const Deadline& deadline) {
  return presstm::CheckUnits(*reader_, deadline);
}

}  // namespace presstm
