#include "tests/bench/statistics.h"

#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <string>

#include "absl/strings/string_view.h"

namespace presstm {
namespace {

int64_t ProcStatusBytes(absl::string_view name) {
  std::ifstream file("/proc/self/status");
  std::string field;
  while (file >> field) {
    if (absl::string_view(field) != name) continue;
    int64_t kibibytes = 0;
    file >> kibibytes;
    return kibibytes * 1024;
  }
  return 0;
}

}  // namespace

Latency Summarize(std::vector<double> times_us) {
  if (times_us.empty()) return {};
  std::sort(times_us.begin(), times_us.end());
  const auto count = static_cast<double>(times_us.size());
  const auto rank = [&](double share) {
    return times_us[static_cast<size_t>(std::ceil(share * count)) - 1];
  };
  return {
      .mean_us = std::accumulate(times_us.begin(), times_us.end(), 0.0) / count,
      .p50_us = rank(0.50),
      .p95_us = rank(0.95),
      .p99_us = rank(0.99),
      .max_us = times_us.back()};
}

std::vector<double> MedianOfPasses(
    const std::vector<std::vector<double>>& passes) {
  std::vector<double> medians(passes.empty() ? 0 : passes.front().size());
  std::vector<double> times(passes.size());
  const auto middle =
      times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  for (size_t k = 0; k < medians.size(); ++k) {
    for (size_t pass = 0; pass < passes.size(); ++pass) {
      times[pass] = passes[pass][k];
    }
    std::nth_element(times.begin(), middle, times.end());
    medians[k] = *middle;
  }
  return medians;
}

int64_t ResidentBytes() {
  malloc_trim(0);
  return ProcStatusBytes("VmRSS:");
}

int64_t PeakResidentBytes() { return ProcStatusBytes("VmHWM:"); }

void ResetPeakResidentBytes() { std::ofstream("/proc/self/clear_refs") << "5"; }

}  // namespace presstm
