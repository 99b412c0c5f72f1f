// Which stretches of two sequences correspond: what differences are shown by.
#ifndef TM_STORE_MATCH_ALIGNMENT_H_
#define TM_STORE_MATCH_ALIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace presstm {

// A stretch of `a` and the stretch of `b` that stands in its place: equal, or
// different; then one of the two may be empty. Ends are exclusive.
struct AlignedStretch {
  bool equal = false;
  size_t a_begin = 0;
  size_t a_end = 0;
  size_t b_begin = 0;
  size_t b_end = 0;
  friend bool operator==(const AlignedStretch&,
                         const AlignedStretch&) = default;
};

// Aligns two sequences with the fewest edits (Wagner and Fischer 1974). The
// stretches cover both from beginning to end, equal and different ones in
// turn. Pure. O(m * d) time and bytes, d their distance, after common ends are
// taken off; where that is more than kMaxAlignmentCells, the middle comes back
// as one different stretch.
std::vector<AlignedStretch> Align(absl::Span<const uint64_t> a,
                                  absl::Span<const uint64_t> b);
inline constexpr size_t kMaxAlignmentCells = 8'000'000;

}  // namespace presstm

#endif  // TM_STORE_MATCH_ALIGNMENT_H_
