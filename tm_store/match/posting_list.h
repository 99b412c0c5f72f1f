// One list of an inverted index. Internal to match/.
#ifndef TM_STORE_MATCH_POSTING_LIST_H_
#define TM_STORE_MATCH_POSTING_LIST_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"

namespace presstm {

// Numbers of segments, ascending. Borrowed; costs nothing to copy.
//
// A long list has a directory before it in the same memory: for equal stretches
// of all the numbers there are, how many of the list lie before each; about one
// for 32 to 64 of the list. So a place in the list is found by reading two or
// three lines of the processor's cache, where halving would read a dozen.
class PostingList {
 public:
  // An empty list.
  PostingList() = default;
  // Refers to `region`, of RegionSize elements, where Seal has been called.
  // `bits`: how many any of the numbers takes, at most 32.
  PostingList(absl::Span<const uint32_t> region, int bits)
      : directory_(region.first(DirectorySizeIn(region.size()))),
        ids_(region.subspan(directory_.size())),
        shift_(ShiftOf(directory_.size(), bits)) {}

  absl::Span<const uint32_t> ids() const { return ids_; }
  size_t size() const { return ids_.size(); }
  bool empty() const { return ids_.empty(); }

  // How many of the list are less than `bound`; at least `from` are.
  size_t CountBelow(uint32_t bound, size_t from = 0) const {
    if (directory_.empty()) return CountByStrides(bound, from);
    const size_t stretch = bound >> shift_;
    if (stretch >= directory_.size()) return size();
    const size_t low = std::max<size_t>(from, directory_[stretch]);
    const size_t high = stretch + 1 < directory_.size()
                            ? std::max<size_t>(low, directory_[stretch + 1])
                            : size();
    return static_cast<size_t>(
        std::lower_bound(ids_.begin() + low, ids_.begin() + high, bound) -
        ids_.begin());
  }

  // How many elements a list of `size` numbers takes, and how many of those
  // come before the numbers.
  static size_t RegionSize(size_t size) { return DirectorySize(size) + size; }
  static size_t DirectorySize(size_t size) {
    return size < kMinSizeForDirectory ? 0 : std::bit_floor(size / kPerStretch);
  }

  // Fills the directory of a region in which the numbers are already.
  static void Seal(absl::Span<uint32_t> region, int bits) {
    const size_t stretches = DirectorySizeIn(region.size());
    const absl::Span<const uint32_t> ids = region.subspan(stretches);
    size_t place = 0;
    for (size_t k = 0; k < stretches; ++k) {
      const uint64_t begin = uint64_t{k} << ShiftOf(stretches, bits);
      while (place < ids.size() && ids[place] < begin) ++place;
      region[k] = static_cast<uint32_t>(place);
    }
  }

 private:
  // What comes one after the other comes fast.
  size_t CountByStrides(uint32_t bound, size_t k) const {
    constexpr size_t kStride = 16;
    while (k + kStride < size() && ids_[k + kStride] < bound) k += kStride;
    while (k < size() && ids_[k] < bound) ++k;
    return k;
  }

  static constexpr size_t kPerStretch = 32;
  static constexpr size_t kMinSizeForDirectory = 4'096;

  // Undoes RegionSize: with a directory of d, a region has 33 d to 65 d - 1
  // elements, and d is a power of two.
  static size_t DirectorySizeIn(size_t region_size) {
    return region_size < kMinSizeForDirectory
               ? 0
               : std::bit_floor(region_size / (kPerStretch + 1));
  }
  static int ShiftOf(size_t directory_size, int bits) {
    if (directory_size == 0) return 0;
    return std::max(0, bits - std::countr_zero(directory_size));
  }

  absl::Span<const uint32_t> directory_;
  absl::Span<const uint32_t> ids_;
  int shift_ = 0;  // log2 of how many numbers a stretch has.
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_POSTING_LIST_H_
