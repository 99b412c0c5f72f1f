#include "server/transfer_limiter.h"

#include "absl/strings/str_format.h"
#include "tm_store/base/error.h"

namespace presstm {

absl::StatusOr<TransferLimiter::Place> TransferLimiter::Take(
    absl::string_view name) {
  if (per_caller_ == 0) return Place();
  {
    absl::MutexLock lock(&mutex_);
    int& taken = taken_[name];
    if (taken >= per_caller_) {
      return MakeError(
          absl::StatusCode::kResourceExhausted, ErrorReason::kTooManyTransfers,
          absl::StrFormat("%d imports, exports and the like of one caller go "
                          "on already, the limit of this server "
                          "(--max-transfers-per-caller): wait for one to end",
                          taken));
    }
    ++taken;
  }
  return Place(
      static_cast<const void*>(this),
      [this, name = std::string(name)](const void*) { GiveBack(name); });
}

void TransferLimiter::GiveBack(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  const auto it = taken_.find(name);
  if (--it->second == 0) taken_.erase(it);
}

}  // namespace presstm
