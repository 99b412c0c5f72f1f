// What the benchmarks look up in and what they look up: real segments, and
// more of them by mutation.
#ifndef TESTS_BENCH_CORPUS_H_
#define TESTS_BENCH_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/flat_segments.h"

namespace presstm {

// A small generator that is cheap to start: each mutation has its own, so that
// any of them can be made again, alone and in any order (Steele et al. 2014,
// "Fast splittable pseudorandom number generators").
class SplitMix64 {
 public:
  using result_type = uint64_t;
  explicit SplitMix64(uint64_t seed) : state_(seed) {}
  static constexpr uint64_t min() { return 0; }
  static constexpr uint64_t max() { return ~uint64_t{0}; }
  uint64_t operator()() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  // Below `count`; the bias is far below what a benchmark can see.
  size_t Pick(size_t count) { return (*this)() % count; }

 private:
  uint64_t state_;
};

// Segments of one language. Segment k is a real one while there are any, then
// a mutation of a real one: 1-4 text units inserted, deleted or replaced, the
// new ones drawn from other segments, at most half of the segment's.
// Immutable and thread-safe.
class Corpus {
 public:
  struct Options {
    std::string language;  // ISO 639.
    size_t segments = 0;
    // Real segments kept out, as queries never seen; at most a quarter.
    size_t held_out = 500;
    uint64_t seed = 20'250'101;
  };

  // `texts`: the real segments, empty ones passed over. Normalizes each text
  // once, on all cores.
  Corpus(std::vector<std::string> texts, const Options& options);

  const std::string& language() const { return options_.language; }
  size_t size() const { return options_.segments; }
  std::string Text(size_t k) const;
  SegmentView operator[](size_t k) const {
    return chunks_[k / kChunk][k % kChunk];
  }

  const std::vector<std::string>& held_out() const { return held_out_; }
  // Segment k after 1-4 edits.
  std::string EditedText(size_t k, SplitMix64& random) const;

 private:
  static constexpr size_t kChunk = 1 << 14;
  using UnitSpan = std::pair<uint32_t, uint32_t>;  // Bytes, end exclusive.
  using UnitSpans = std::vector<UnitSpan>;

  static UnitSpans SpansOf(const TextUnits& units);
  std::string RandomUnit(SplitMix64& random) const;
  std::string Mutate(const std::string& text, const UnitSpans& spans,
                     SplitMix64& random) const;
  void Append(size_t begin, size_t end,
              const std::function<TextUnits(size_t)>& normalize);

  Options options_;
  std::vector<std::string> real_;
  std::vector<UnitSpans> real_spans_;
  std::vector<std::string> held_out_;
  std::vector<FlatSegments> chunks_;
};

}  // namespace presstm

#endif  // TESTS_BENCH_CORPUS_H_
