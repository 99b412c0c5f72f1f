#include "tm_store/match/unit_postings.h"

#include <algorithm>
#include <utility>

namespace presstm {
namespace {

size_t HashOf(TextUnit unit) {
  return static_cast<size_t>((unit * 0x9E3779B97F4A7C15u) >> 20);
}

}  // namespace

UnitPostings::UnitPostings(absl::Span<const TextUnit> units,
                           absl::Span<const uint32_t> begins) {
  std::vector<std::pair<TextUnit, uint32_t>> pairs;
  pairs.reserve(units.size());
  for (size_t segment = 0; segment + 1 < begins.size(); ++segment) {
    for (uint32_t k = begins[segment]; k < begins[segment + 1]; ++k) {
      pairs.emplace_back(units[k], static_cast<uint32_t>(segment));
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  segments_.reserve(pairs.size());
  std::vector<Slot> lists;
  for (const auto& [unit, segment] : pairs) {
    const auto position = static_cast<uint32_t>(segments_.size());
    if (lists.empty() || lists.back().unit != unit) {
      lists.push_back({unit, position, position});
    }
    lists.back().end = position + 1;
    segments_.push_back(segment);
  }
  size_t capacity = 16;
  while (capacity < 2 * lists.size()) capacity *= 2;
  slots_.resize(capacity);
  for (const Slot& list : lists) Insert(list);
}

void UnitPostings::Insert(const Slot& slot) {
  size_t place = HashOf(slot.unit) & (slots_.size() - 1);
  while (slots_[place].begin != slots_[place].end) {
    place = (place + 1) & (slots_.size() - 1);
  }
  slots_[place] = slot;
}

absl::Span<const uint32_t> UnitPostings::Find(TextUnit unit) const {
  if (slots_.empty()) return {};
  size_t place = HashOf(unit) & (slots_.size() - 1);
  while (slots_[place].begin != slots_[place].end) {
    if (slots_[place].unit == unit) {
      return absl::MakeConstSpan(segments_).subspan(
          slots_[place].begin, slots_[place].end - slots_[place].begin);
    }
    place = (place + 1) & (slots_.size() - 1);
  }
  return {};
}

int64_t UnitPostings::size_bytes() const {
  return static_cast<int64_t>(slots_.capacity() * sizeof(Slot) +
                              segments_.capacity() * sizeof(uint32_t));
}

}  // namespace presstm
