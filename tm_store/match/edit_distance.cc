// The dynamic-programming matrix is kept as vertical differences of one
// column, 64 rows to a word. Cells outside the band |row - column| <= cutoff
// are never on a path that costs at most `cutoff`, so blocks wholly outside
// are skipped: a block that enters at the bottom starts with differences of
// +1, a block whose upper neighbour has left takes a horizontal difference of
// +1 from above. Both can only raise values, never lower them, and leave
// those inside the band exact.
#include "tm_store/match/edit_distance.h"

#include <algorithm>

namespace presstm {
namespace {

constexpr size_t kRowsPerBlock = 64;

struct Block {
  uint64_t positive = ~uint64_t{0};  // Rows where the column rises by 1.
  uint64_t negative = 0;             // Rows where it falls by 1.
};

// Moves `block` one column to the right. `carry` is the horizontal difference
// (-1, 0, 1) that comes in above; returns the one at the row of `last_row`.
inline int Advance(Block& block, uint64_t equal, int carry, uint64_t last_row) {
  const uint64_t carry_negative = carry < 0 ? 1 : 0;
  const uint64_t xv = equal | block.negative;
  equal |= carry_negative;
  const uint64_t xh =
      (((equal & block.positive) + block.positive) ^ block.positive) | equal;
  uint64_t positive = block.negative | ~(xh | block.positive);
  uint64_t negative = block.positive & xh;
  const int out = ((positive & last_row) != 0 ? 1 : 0) -
                  ((negative & last_row) != 0 ? 1 : 0);
  positive = (positive << 1) | (carry > 0 ? 1 : 0);
  negative = (negative << 1) | carry_negative;
  block.positive = negative | ~(xv | positive);
  block.negative = positive & xv;
  return out;
}

template <typename Symbol>
size_t HashOf(Symbol symbol) {
  return static_cast<size_t>(
      (static_cast<uint64_t>(symbol) * 0x9E3779B97F4A7C15u) >> 32);
}

uint64_t LastRowOf(size_t block, size_t rows) {
  const size_t in_block = std::min(kRowsPerBlock, rows - block * kRowsPerBlock);
  return uint64_t{1} << (in_block - 1);
}

}  // namespace

template <typename Symbol>
EditDistancePattern<Symbol>::EditDistancePattern(
    absl::Span<const Symbol> pattern)
    : size_(pattern.size()),
      block_count_((pattern.size() + kRowsPerBlock - 1) / kRowsPerBlock) {
  size_t capacity = 16;
  while (capacity < 2 * pattern.size()) capacity *= 2;
  slots_.resize(capacity, Slot{0, 0});
  masks_.resize(block_count_, 0);
  for (size_t row = 0; row < pattern.size(); ++row) Insert(pattern[row], row);
}

template <typename Symbol>
void EditDistancePattern<Symbol>::Insert(Symbol symbol, size_t row) {
  size_t slot = HashOf(symbol) & (slots_.size() - 1);
  while (slots_[slot].masks_index != 0 && slots_[slot].symbol != symbol) {
    slot = (slot + 1) & (slots_.size() - 1);
  }
  if (slots_[slot].masks_index == 0) {
    slots_[slot] = {symbol, static_cast<uint32_t>(masks_.size())};
    masks_.resize(masks_.size() + block_count_, 0);
  }
  masks_[slots_[slot].masks_index + row / kRowsPerBlock] |=
      uint64_t{1} << (row % kRowsPerBlock);
}

template <typename Symbol>
const uint64_t* EditDistancePattern<Symbol>::MasksOf(Symbol symbol) const {
  size_t slot = HashOf(symbol) & (slots_.size() - 1);
  while (slots_[slot].masks_index != 0 && slots_[slot].symbol != symbol) {
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return &masks_[slots_[slot].masks_index];
}

template <typename Symbol>
int EditDistancePattern<Symbol>::Distance(absl::Span<const Symbol> text,
                                          int cutoff) const {
  const int m = static_cast<int>(size_);
  const int n = static_cast<int>(text.size());
  if (std::abs(m - n) > cutoff) return cutoff + 1;
  if (m == 0 || n == 0) return std::max(m, n);
  return block_count_ == 1 ? DistanceInOneBlock(text, cutoff)
                           : DistanceInBlocks(text, cutoff);
}

template <typename Symbol>
int EditDistancePattern<Symbol>::DistanceInOneBlock(
    absl::Span<const Symbol> text, int cutoff) const {
  Block block;
  const uint64_t last_row = LastRowOf(0, size_);
  int distance = static_cast<int>(size_);
  int columns_left = static_cast<int>(text.size());
  for (const Symbol symbol : text) {
    distance += Advance(block, *MasksOf(symbol), 1, last_row);
    if (distance - --columns_left > cutoff) return cutoff + 1;
  }
  return distance;
}

template <typename Symbol>
int EditDistancePattern<Symbol>::DistanceInBlocks(absl::Span<const Symbol> text,
                                                  int cutoff) const {
  const size_t n = text.size();
  const size_t band = std::min(static_cast<size_t>(cutoff), size_ + n);
  std::vector<Block> blocks(block_count_);
  size_t last = std::min(block_count_ - 1, band / kRowsPerBlock);
  // The matrix's value at the bottom row of block `last`.
  int distance = static_cast<int>(std::min(size_, (last + 1) * kRowsPerBlock));
  for (size_t j = 0; j < n; ++j) {
    const size_t first = j > band ? (j - band) / kRowsPerBlock : 0;
    const size_t wanted =
        std::min(block_count_ - 1, (j + 1 + band) / kRowsPerBlock);
    for (; last < wanted; ++last) {
      distance += static_cast<int>(
          std::min(kRowsPerBlock, size_ - (last + 1) * kRowsPerBlock));
    }
    const uint64_t* masks = MasksOf(text[j]);
    int carry = 1;
    for (size_t b = first; b <= last; ++b) {
      carry = Advance(blocks[b], masks[b], carry, LastRowOf(b, size_));
    }
    distance += carry;
    if (last == block_count_ - 1 &&
        distance - static_cast<int>(n - j - 1) > cutoff) {
      return cutoff + 1;
    }
  }
  return std::min(distance, cutoff + 1);
}

template class EditDistancePattern<uint32_t>;
template class EditDistancePattern<uint64_t>;
template class EditDistancePattern<char32_t>;

}  // namespace presstm
