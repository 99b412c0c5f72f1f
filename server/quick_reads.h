// Whether reads are quick enough to be made where they arrive.
#ifndef SERVER_QUICK_READS_H_
#define SERVER_QUICK_READS_H_

#include <atomic>
#include <cstdint>

#include "absl/time/time.h"

namespace presstm {

// A read of microseconds is done sooner than handed to another thread and back.
// But gRPC has few threads of its own: where reads take longer, because the
// memory is such or the machine is busy, they would keep all calls waiting, the
// writes and the health check too. So this remembers how long the last ones
// took, wherever they were made. Thread-safe.
class QuickReads {
 public:
  bool are_quick() const {
    return average_.load(std::memory_order_relaxed) < kQuickNanoseconds;
  }

  // From the arrival of a read to its answer.
  void Add(absl::Duration latency) {
    const int64_t before = average_.load(std::memory_order_relaxed);
    const int64_t now = absl::ToInt64Nanoseconds(latency);
    // Of some that come at once one may be lost, which does no harm.
    average_.store(before + (now - before) / kWeight,
                   std::memory_order_relaxed);
  }

 private:
  static constexpr int64_t kQuickNanoseconds = 1'000'000;
  static constexpr int64_t kWeight = 8;  // About as many reads count.

  std::atomic<int64_t> average_ = 0;
};

}  // namespace presstm

#endif  // SERVER_QUICK_READS_H_
