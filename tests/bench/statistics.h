// Times and memory as the benchmarks report them.
#ifndef TESTS_BENCH_STATISTICS_H_
#define TESTS_BENCH_STATISTICS_H_

#include <chrono>
#include <cstdint>
#include <vector>

namespace presstm {

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }
  double microseconds() const { return seconds() * 1e6; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

struct Latency {
  double mean_us = 0;
  double p50_us = 0;
  double p95_us = 0;
  double p99_us = 0;
  double max_us = 0;
};

// All zeros for no times. Percentiles by nearest rank.
Latency Summarize(std::vector<double> times_us);

// The median of each query's times over several passes, given pass by pass:
// what other programs on the machine took away drops out, a query that is
// slow stays slow.
std::vector<double> MedianOfPasses(
    const std::vector<std::vector<double>>& passes);

// Resident memory of this process now, after giving back what is free.
int64_t ResidentBytes();
// The most it was since the last reset.
int64_t PeakResidentBytes();
void ResetPeakResidentBytes();

}  // namespace presstm

#endif  // TESTS_BENCH_STATISTICS_H_
