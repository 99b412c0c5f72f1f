#include "tm_store/import_rehearsal.h"

#include <utility>

#include "tm_store/base/status_macros.h"
#include "tm_store/validation.h"

namespace presstm {

absl::StatusOr<std::vector<absl::StatusOr<WriteOutcome>>>
ImportRehearsal::Write(std::vector<TranslationUnit> units, WriteRule rule) {
  std::vector<absl::StatusOr<WriteOutcome>> results;
  results.reserve(units.size());
  std::vector<TranslationUnit> valid;
  valid.reserve(units.size());
  for (TranslationUnit& unit : units) {
    absl::Status status = ValidateUnit(unit);
    if (status.ok()) {
      valid.push_back(std::move(unit));
      results.emplace_back(WriteOutcome::kAdded);  // For now.
    } else {
      results.emplace_back(std::move(status));
    }
  }
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<WriteOutcome> outcomes,
                           writes_->Write(std::move(valid), rule));
  auto outcome = outcomes.begin();
  for (absl::StatusOr<WriteOutcome>& result : results) {
    if (result.ok()) result = *outcome++;
  }
  return results;
}

}  // namespace presstm
