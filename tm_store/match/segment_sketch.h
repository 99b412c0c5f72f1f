// What the search looks at of a segment before it compares it: as much as one
// line of the processor's cache holds. Internal to match/.
#ifndef TM_STORE_MATCH_SEGMENT_SKETCH_H_
#define TM_STORE_MATCH_SEGMENT_SKETCH_H_

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/class_counts.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {

// 128 bits saying which text units a segment may hold: unit u sets bit
// hash(u) mod 128.
struct UnitSignature {
  std::array<uint64_t, 2> words = {0, 0};

  static UnitSignature Of(absl::Span<const UnitId> units);

  // Bits set here and not in `other`. Each stands for at least one unit that
  // the other sequence lacks, and one edit brings in at most one unit, so
  // this is a lower bound of the edit distance.
  int BitsMissingIn(const UnitSignature& other) const {
    return std::popcount(words[0] & ~other.words[0]) +
           std::popcount(words[1] & ~other.words[1]);
  }
};

// A value.
struct alignas(64) SegmentSketch {
  CharacterCounts character_counts;
  UnitSignature signature;
  int32_t length_text_units = 0;
  int32_t length_characters = 0;
  // For a query, its words; for a segment, the most words its class has.
  int32_t words = 0;
  // Where the generation has its UnitCounts; negative if nowhere.
  int32_t unit_counts_index = -1;

  static SegmentSketch Of(absl::Span<const UnitId> units,
                          absl::Span<const char32_t> characters, int words);
};

// A segment the sieve has let through.
struct SievedSegment {
  uint32_t index = 0;
  // Both distances are at least these.
  int32_t unit_distance = 0;
  int32_t character_distance = 0;
};

static_assert(sizeof(SegmentSketch) == 64);

// Appends those of the segments, sketches[k] for the k of `candidates` or in
// [begin, end), whose lengths, signatures and character counts allow them to
// reach `score` (see score.h). Discards nothing that does. Uses the
// processor's bit count where there is one. Pure but for `passed`.
void SieveCandidates(absl::Span<const SegmentSketch> sketches,
                     absl::Span<const uint32_t> candidates,
                     const SegmentSketch& query, int score,
                     std::vector<SievedSegment>& passed);
void SieveRange(absl::Span<const SegmentSketch> sketches, uint32_t begin,
                uint32_t end, const SegmentSketch& query, int score,
                std::vector<SievedSegment>& passed);

}  // namespace presstm

#endif  // TM_STORE_MATCH_SEGMENT_SKETCH_H_
