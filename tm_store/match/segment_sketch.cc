// The sieve is compiled twice: bit counting is one instruction on every x86-64
// processor since 2008, but Debian's baseline does not allow for it.
#include "tm_store/match/segment_sketch.h"

#include <algorithm>

#include "tm_store/match/score.h"

#define PRESSTM_ALWAYS_INLINE __attribute__((always_inline)) inline

namespace presstm {
namespace {

struct Sieve {
  const SegmentSketch& query;
  const int score;
  std::vector<SievedSegment>& passed;

  PRESSTM_ALWAYS_INLINE void Take(const SegmentSketch& segment,
                                  uint32_t index) const {
    // Where one sequence is longer by d, d edits only add to the other.
    const int longer = segment.length_text_units - query.length_text_units;
    const int unit_distance = std::max(
        query.signature.BitsMissingIn(segment.signature) + std::max(0, longer),
        segment.signature.BitsMissingIn(query.signature) +
            std::max(0, -longer));
    const ScoreCutoffs cutoffs({.query_units = query.length_text_units,
                                .segment_units = segment.length_text_units,
                                .query_characters = query.length_characters,
                                .segment_characters = segment.length_characters,
                                .words = query.words + segment.words},
                               score);
    if (!cutoffs.CanReach(unit_distance, 0)) return;
    const int character_distance =
        MinDistance(query.character_counts, segment.character_counts);
    if (!cutoffs.CanReach(unit_distance, character_distance)) return;
    passed.push_back({index, unit_distance, character_distance});
  }

  PRESSTM_ALWAYS_INLINE void TakeAll(
      absl::Span<const SegmentSketch> sketches,
      absl::Span<const uint32_t> candidates) const {
    // The sketches lie far apart; asking for them early hides the way there.
    constexpr size_t kAhead = 64;
    for (size_t i = 0; i < std::min(kAhead, candidates.size()); ++i) {
      __builtin_prefetch(&sketches[candidates[i]]);
    }
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (i + kAhead < candidates.size()) {
        __builtin_prefetch(&sketches[candidates[i + kAhead]]);
      }
      Take(sketches[candidates[i]], candidates[i]);
    }
  }

  PRESSTM_ALWAYS_INLINE void TakeAll(absl::Span<const SegmentSketch> sketches,
                                     uint32_t begin, uint32_t end) const {
    for (uint32_t k = begin; k < end; ++k) Take(sketches[k], k);
  }
};

#if defined(__x86_64__)

bool HasPopcount() {
  static const bool has_popcount = __builtin_cpu_supports("popcnt") != 0;
  return has_popcount;
}

__attribute__((target("popcnt"))) void TakeAllWithPopcount(
    const Sieve& sieve, absl::Span<const SegmentSketch> sketches,
    absl::Span<const uint32_t> candidates) {
  sieve.TakeAll(sketches, candidates);
}

__attribute__((target("popcnt"))) void TakeAllWithPopcount(
    const Sieve& sieve, absl::Span<const SegmentSketch> sketches,
    uint32_t begin, uint32_t end) {
  sieve.TakeAll(sketches, begin, end);
}

#else

constexpr bool HasPopcount() { return false; }
template <typename... Arguments>
void TakeAllWithPopcount(const Arguments&...) {}

#endif

}  // namespace

UnitSignature UnitSignature::Of(absl::Span<const UnitId> units) {
  UnitSignature signature;
  for (const UnitId unit : units) {
    const uint64_t bit = (unit * 0x9E3779B97F4A7C15u) >> 57;  // 0-127
    signature.words[bit >> 6] |= uint64_t{1} << (bit & 63);
  }
  return signature;
}

SegmentSketch SegmentSketch::Of(absl::Span<const UnitId> units,
                                absl::Span<const char32_t> characters,
                                int words) {
  return {.character_counts = CountCharacters(characters),
          .signature = UnitSignature::Of(units),
          .length_text_units = static_cast<int32_t>(units.size()),
          .length_characters = static_cast<int32_t>(characters.size()),
          .words = words};
}

void SieveCandidates(absl::Span<const SegmentSketch> sketches,
                     absl::Span<const uint32_t> candidates,
                     const SegmentSketch& query, int score,
                     std::vector<SievedSegment>& passed) {
  const Sieve sieve{query, score, passed};
  if (HasPopcount()) {
    TakeAllWithPopcount(sieve, sketches, candidates);
  } else {
    sieve.TakeAll(sketches, candidates);
  }
}

void SieveRange(absl::Span<const SegmentSketch> sketches, uint32_t begin,
                uint32_t end, const SegmentSketch& query, int score,
                std::vector<SievedSegment>& passed) {
  const Sieve sieve{query, score, passed};
  if (HasPopcount()) {
    TakeAllWithPopcount(sieve, sketches, begin, end);
  } else {
    sieve.TakeAll(sketches, begin, end);
  }
}

}  // namespace presstm
