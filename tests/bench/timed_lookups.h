// Times look-ups of whatever kind, on one thread or several.
#ifndef TESTS_BENCH_TIMED_LOOKUPS_H_
#define TESTS_BENCH_TIMED_LOOKUPS_H_

#include <cstddef>
#include <functional>
#include <vector>

#include "tests/bench/statistics.h"

namespace presstm {

struct TimedLookups {
  int threads = 1;
  std::vector<double> times_us;   // Of each query the median of its passes.
  Latency latency;                // Of times_us.
  double lookups_per_second = 0;  // By the clock on the wall, all threads.
};

// Runs `look_up(thread, query)` for the queries 0 to `queries` - 1, `passes`
// times on each of `threads` threads at once. A Google Benchmark without its
// report, which has no percentiles.
TimedLookups TimeLookups(
    size_t queries, int threads, int passes,
    const std::function<void(size_t thread, size_t query)>& look_up);

}  // namespace presstm

#endif  // TESTS_BENCH_TIMED_LOOKUPS_H_
