#include "tm_store/stored_units.h"

#include <optional>
#include <utility>

#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// A read takes microseconds, so this keeps within a fraction of one
// millisecond.
constexpr size_t kReadsPerCheck = 32;

}  // namespace

absl::StatusOr<std::shared_ptr<const TranslationUnit>> StoredUnits::Find(
    int64_t id) {
  const auto known = units_.find(id);
  if (known != units_.end()) return known->second;
  if (units_.size() % kReadsPerCheck == kReadsPerCheck - 1) {
    PRESSTM_RETURN_IF_ERROR(deadline_.Check());
  }
  if (transaction_ == nullptr) {
    PRESSTM_ASSIGN_OR_RETURN(transaction_, database_.BeginRead());
  }
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> unit,
                           transaction_->FindUnit({id}, filter_));
  std::shared_ptr<const TranslationUnit>& added = units_[id];
  if (unit.has_value()) {
    added = std::make_shared<const TranslationUnit>(*std::move(unit));
  }
  return added;
}

}  // namespace presstm
