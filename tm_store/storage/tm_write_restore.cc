// The writes of TmWriteTransaction that look at what was written before: they
// bring back earlier states and join duplicates.
#include <optional>
#include <utility>
#include <vector>

#include "tm_store/base/status_macros.h"
#include "tm_store/storage/change_log_reader.h"
#include "tm_store/storage/duplicate_search.h"
#include "tm_store/storage/revision_check.h"
#include "tm_store/storage/segment_key.h"
#include "tm_store/storage/tm_write_transaction.h"
#include "tm_store/storage/unit_reader.h"
#include "tm_store/storage/unit_writer.h"

namespace presstm {

absl::StatusOr<TranslationUnit> TmWriteTransaction::DoRestore(
    TranslationUnitId id, int64_t revision, int64_t expected_revision) {
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> stored,
                           FindUnit(connection_, id));
  std::optional<int64_t> last;
  if (stored.has_value()) {
    last = stored->revision;
  } else {
    PRESSTM_ASSIGN_OR_RETURN(last, FindDeletedRevision(connection_, id));
    if (!last.has_value()) return UnitNotFoundError(id);
  }
  PRESSTM_RETURN_IF_ERROR(CheckRevision(id, *last, expected_revision));
  if (revision == 0) revision = stored.has_value() ? *last - 1 : *last;
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> state,
                           FindRevision(connection_, id, revision));
  if (!state.has_value()) return RevisionNotFoundError(id, revision);
  if (stored == state) return *std::move(stored);
  state->change_time = now_;
  state->changed_by = actor_;
  if (!stored.has_value()) return AddAgain(*std::move(state), *last + 1);
  return Store(*std::move(stored), *std::move(state));
}

absl::StatusOr<TranslationUnit> TmWriteTransaction::AddAgain(
    TranslationUnit unit, int64_t revision) {
  PRESSTM_ASSIGN_OR_RETURN(MemoryState * memory,
                           FindMemoryState(unit.memory_id));
  unit.revision = revision;
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<int64_t> keys, SegmentKeys(unit));
  PRESSTM_RETURN_IF_ERROR(InsertUnit(connection_, unit, keys).status());
  PRESSTM_RETURN_IF_ERROR(log_.UnitRestored(unit));
  ++memory->added_units;
  touched_.insert(unit.id);
  changes_.push_back({.before = std::nullopt, .after = unit});
  return unit;
}

absl::StatusOr<bool> TmWriteTransaction::DoMergeIntoOlder(
    TranslationUnitId id) {
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> unit,
                           FindUnit(connection_, id));
  if (!unit.has_value()) return false;
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> older,
                           FindOlderDuplicate(connection_, *unit));
  if (!older.has_value()) return false;
  PRESSTM_RETURN_IF_ERROR(Merge(*std::move(older), *unit).status());
  PRESSTM_RETURN_IF_ERROR(Remove(*std::move(unit)));
  return true;
}

}  // namespace presstm
