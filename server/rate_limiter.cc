#include "server/rate_limiter.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "tm_store/base/error.h"

namespace presstm {

double RateLimiter::LeftAt(absl::Time now, const Bucket& bucket) const {
  const double seconds =
      std::max(0.0, absl::ToDoubleSeconds(now - bucket.time));
  return std::min<double>(calls_per_second_,
                          bucket.calls + seconds * calls_per_second_);
}

absl::Status RateLimiter::Take(absl::string_view name, absl::Time now) {
  if (!limits()) return absl::OkStatus();
  absl::MutexLock lock(&mutex_);
  if (buckets_.size() >= forget_at_size_) ForgetFull(now);
  const auto [it, is_new] = buckets_.try_emplace(
      name, Bucket{static_cast<double>(calls_per_second_), now});
  const double left = LeftAt(now, it->second);
  if (left < 1) {
    return MakeError(
        absl::StatusCode::kResourceExhausted, ErrorReason::kTooManyCalls,
        absl::StrFormat("more than %d calls a second, the limit of this server "
                        "(--max-calls-per-second): try again in %.3f s",
                        calls_per_second_, (1 - left) / calls_per_second_));
  }
  it->second = {left - 1, now};
  return absl::OkStatus();
}

// A full bucket is as good as none. Where most are not full the next time comes
// later, so that a call costs little on average.
void RateLimiter::ForgetFull(absl::Time now) {
  absl::erase_if(buckets_, [&](const auto& entry) {
    return LeftAt(now, entry.second) >= calls_per_second_;
  });
  forget_at_size_ = std::max<size_t>(1'000, 2 * buckets_.size());
}

size_t RateLimiter::size() const {
  absl::MutexLock lock(&mutex_);
  return buckets_.size();
}

}  // namespace presstm
