// What an index must give, and be faster than: the comparison of a query with
// every segment.
#ifndef TESTS_BENCH_EXHAUSTIVE_SCAN_H_
#define TESTS_BENCH_EXHAUSTIVE_SCAN_H_

#include <map>
#include <vector>

#include "tests/bench/corpus.h"
#include "tm_store/match/segment_index.h"

namespace presstm {

struct ScanResult {
  // Score of each segment that reaches the floor, by its number.
  std::map<size_t, int> scores;
  // The threshold, or the score of the worst of the best `limit` segments of
  // different characters.
  int floor = 0;
};

// Compares `query` with the first `count` segments of `corpus`: both
// distances bit-parallel, each with the cutoff that the floor leaves it. No
// index, no signatures, no order.
ScanResult ExhaustiveScan(const Corpus& corpus, size_t count,
                          const SegmentView& query,
                          const SearchOptions& options);

// Whether the index's answer is the scan's, down to the higher of their floors.
bool Agree(const SearchResult& found, const ScanResult& expected,
           const SearchOptions& options);

}  // namespace presstm

#endif  // TESTS_BENCH_EXHAUSTIVE_SCAN_H_
