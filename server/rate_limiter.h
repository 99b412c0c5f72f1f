// So many calls a second for each who calls.
#ifndef SERVER_RATE_LIMITER_H_
#define SERVER_RATE_LIMITER_H_

#include <cstddef>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace presstm {

// A token bucket for each name, which holds a second's calls: who has been
// quiet may make as many at once. Thread-safe.
class RateLimiter {
 public:
  // 0 = any number.
  explicit RateLimiter(int calls_per_second)
      : calls_per_second_(calls_per_second) {}

  bool limits() const { return calls_per_second_ > 0; }

  // Counts a call. ResourceExhausted, which counts for nothing, says when to
  // try again.
  absl::Status Take(absl::string_view name, absl::Time now)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Names that are remembered: those that lately called.
  size_t size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Bucket {
    double calls = 0;  // Left.
    absl::Time time;   // When there were so many.
  };

  double LeftAt(absl::Time now, const Bucket& bucket) const;
  void ForgetFull(absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const int calls_per_second_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Bucket> buckets_ ABSL_GUARDED_BY(mutex_);
  size_t forget_at_size_ ABSL_GUARDED_BY(mutex_) = 1'000;
};

}  // namespace presstm

#endif  // SERVER_RATE_LIMITER_H_
