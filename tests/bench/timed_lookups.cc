#include "tests/bench/timed_lookups.h"

#include "benchmark/benchmark.h"

namespace presstm {
namespace {

// Keeps the one figure that is not made from single times.
class RateReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      items_per_second_ = run.counters.at("items_per_second");
    }
  }
  double items_per_second() const { return items_per_second_; }

 private:
  double items_per_second_ = 0;
};

}  // namespace

TimedLookups TimeLookups(
    size_t queries, int threads, int passes,
    const std::function<void(size_t thread, size_t query)>& look_up) {
  const auto pass_count = static_cast<size_t>(passes);
  std::vector<std::vector<double>> times_us(
      static_cast<size_t>(threads) * pass_count, std::vector<double>(queries));
  const auto run = [&](benchmark::State& state) {
    const auto thread = static_cast<size_t>(state.thread_index());
    size_t done = 0;
    for (auto _ : state) {
      // Each thread begins elsewhere, so that none finds in the cache what
      // another has just fetched.
      const size_t query = (done + thread * queries / 2) % queries;
      const Stopwatch watch;
      look_up(thread, query);
      times_us[thread * pass_count + done / queries][query] =
          watch.microseconds();
      ++done;
    }
    state.SetItemsProcessed(state.iterations());
  };
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark("lookups", run)
      ->Threads(threads)
      ->Iterations(static_cast<benchmark::IterationCount>(pass_count * queries))
      ->UseRealTime();
  RateReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  TimedLookups result{.threads = threads, .times_us = MedianOfPasses(times_us)};
  result.latency = Summarize(result.times_us);
  result.lookups_per_second = reporter.items_per_second();
  return result;
}

}  // namespace presstm
