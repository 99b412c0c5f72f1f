// Levenshtein distance of one pattern to many texts, with a cutoff.
//
// Method: Myers 1999, "A fast bit-vector algorithm for approximate string
// matching based on dynamic programming", in the formulation of Hyyrö 2003
// for global distance, in blocks of 64 rows, restricted to the diagonal band
// of Ukkonen 1985 that a distance within the cutoff cannot leave.
#ifndef TM_STORE_MATCH_EDIT_DISTANCE_H_
#define TM_STORE_MATCH_EDIT_DISTANCE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace presstm {

// A sequence prepared once to be compared with many. Immutable and
// thread-safe. `Symbol` is an unsigned integer: TextUnit, UnitId or
// char32_t.
template <typename Symbol>
class EditDistancePattern {
 public:
  // O(m) time and space, m = pattern.size(). Keeps no reference.
  explicit EditDistancePattern(absl::Span<const Symbol> pattern);

  // Returns the Levenshtein distance to `text` (insert, delete and replace
  // cost 1), or `cutoff` + 1 if it exceeds `cutoff` >= 0.
  // O(ceil(min(m, 2 * cutoff) / 64) * n) time.
  int Distance(absl::Span<const Symbol> text, int cutoff) const;

  size_t size() const { return size_; }

 private:
  int DistanceInOneBlock(absl::Span<const Symbol> text, int cutoff) const;
  int DistanceInBlocks(absl::Span<const Symbol> text, int cutoff) const;
  // The bit masks (one word per block) of the rows where `symbol` stands;
  // zeros where it stands nowhere.
  const uint64_t* MasksOf(Symbol symbol) const;
  void Insert(Symbol symbol, size_t row);

  size_t size_;
  size_t block_count_;
  // Open-addressed hash table from symbol to an index into masks_, in steps
  // of block_count_; index 0 is the zero mask and marks a free slot.
  struct Slot {
    Symbol symbol;
    uint32_t masks_index;
  };
  std::vector<Slot> slots_;
  std::vector<uint64_t> masks_;
};

extern template class EditDistancePattern<uint32_t>;
extern template class EditDistancePattern<uint64_t>;
extern template class EditDistancePattern<char32_t>;

}  // namespace presstm

#endif  // TM_STORE_MATCH_EDIT_DISTANCE_H_
