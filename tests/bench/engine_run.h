// Measures the match engine alone: a query's text units in, ranked candidates
// with scores out.
#ifndef TESTS_BENCH_ENGINE_RUN_H_
#define TESTS_BENCH_ENGINE_RUN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/corpus.h"
#include "tests/bench/statistics.h"
#include "tests/bench/timed_lookups.h"
#include "tm_store/match/segment_index.h"

namespace presstm {

struct EngineOptions {
  SearchOptions search = {.threshold = 70, .limit = 5};
  int passes = 3;         // Over the queries; each counts with its median.
  int scan_queries = 60;  // Compared with the exhaustive scan; 0 for none.
  bool changes = true;    // Also measure adding, and searching meanwhile.
  // Searching while so many segments are added a second; 0: as many as can be.
  int adds_per_second = 0;
};

struct EngineFigures {
  std::string language;
  size_t segments = 0;
  std::vector<TimedLookups> searches;  // On one thread, on two.
  Latency short_latency;  // Queries of 1 to kShortUnits text units.
  size_t short_queries = 0;
  double mean_looked_at = 0;
  double mean_compared = 0;
  double index_bytes_per_segment = 0;     // As the index counts them.
  double resident_bytes_per_segment = 0;  // As the system does.
  double peak_bytes_per_segment = 0;      // While building.
  double build_seconds = 0;
  // How many times as long a scan took, mean against mean.
  double scan_ratio = 0;
  double scan_us = 0;
  bool lossless = true;  // As far as it was compared with the scan.
  Latency add;           // One segment.
  Latency while_adding;  // Searches beside a thread that adds 1,000 at a time.
  double added_per_second = 0;
};

inline constexpr size_t kShortUnits = 6;
// What a corpus needs beyond the segments of the index, to be added later.
inline constexpr size_t kSingleAdds = 2'000;
inline constexpr size_t kBatchAdds = 50'000;

// Indexes the first `segments` segments of `corpus` and looks up `queries`.
EngineFigures RunEngine(const Corpus& corpus, size_t segments,
                        const std::vector<TextUnits>& queries,
                        const EngineOptions& options);

}  // namespace presstm

#endif  // TESTS_BENCH_ENGINE_RUN_H_
