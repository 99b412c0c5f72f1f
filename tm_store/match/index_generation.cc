#include "tm_store/match/index_generation.h"

#include <algorithm>

#include "absl/hash/hash.h"

namespace presstm {
namespace {

uint64_t Mix(uint64_t value) {
  value *= 0x9E3779B97F4A7C15u;
  return value ^ (value >> 29);
}

uint64_t HashSegment(const SegmentView& segment) {
  uint64_t hash = segment.characters.size();
  for (const char32_t c : segment.characters) hash = Mix(hash ^ c);
  return hash;
}

bool SameCharacters(const SegmentView& a, const SegmentView& b) {
  return a.characters == b.characters;
}

// An item with what it is sorted by.
struct SortableItem {
  IndexItem item;
  uint64_t hash;

  // Length first; then equal segments stand together, by ref.
  friend bool operator<(const SortableItem& a, const SortableItem& b) {
    const SegmentView& x = a.item.segment;
    const SegmentView& y = b.item.segment;
    if (x.units.size() != y.units.size()) {
      return x.units.size() < y.units.size();
    }
    if (a.hash != b.hash) return a.hash < b.hash;
    if (!SameCharacters(x, y)) {
      return std::lexicographical_compare(
          x.characters.begin(), x.characters.end(), y.characters.begin(),
          y.characters.end());
    }
    return a.item.ref < b.item.ref;
  }
};

}  // namespace

std::shared_ptr<const IndexGeneration> IndexGeneration::Build(
    absl::Span<const IndexItem> items) {
  std::vector<SortableItem> sorted;
  sorted.reserve(items.size());
  for (const IndexItem& item : items) {
    sorted.push_back({item, HashSegment(item.segment)});
  }
  std::sort(sorted.begin(), sorted.end());
  std::shared_ptr<IndexGeneration> generation(new IndexGeneration);
  for (const SortableItem& next : sorted) {
    const bool is_new =
        generation->size() == 0 || generation->hashes_.back() != next.hash ||
        !SameCharacters(generation->segment(generation->size() - 1),
                        next.item.segment);
    if (is_new) generation->Append(next.item.segment, next.hash);
    generation->refs_.push_back(next.item.ref);
    generation->refs_begin_.back() =
        static_cast<uint32_t>(generation->refs_.size());
  }
  generation->Seal();
  return generation;
}

std::shared_ptr<const IndexGeneration> IndexGeneration::Merge(
    const IndexGeneration& a, const IndexGeneration& b) {
  std::vector<IndexItem> items;
  items.reserve(a.live_ref_count() + b.live_ref_count());
  for (const IndexGeneration* generation : {&a, &b}) {
    for (size_t k = 0; k < generation->size(); ++k) {
      for (const SegmentRef& ref : generation->LiveRefs(k)) {
        items.push_back({ref, generation->segment(k)});
      }
    }
  }
  return Build(items);
}

void IndexGeneration::Append(const SegmentView& segment, uint64_t hash) {
  hashes_.push_back(hash);
  signatures_.push_back(UnitSignature::Of(segment.units));
  if (segment.units.size() < kMinLengthForCounts) {
    first_counted_ = size();
  } else {
    unit_counts_.push_back(UnitCounts::Of(segment.units));
  }
  units_.insert(units_.end(), segment.units.begin(), segment.units.end());
  characters_.insert(characters_.end(), segment.characters.begin(),
                     segment.characters.end());
  units_begin_.push_back(static_cast<uint32_t>(units_.size()));
  characters_begin_.push_back(static_cast<uint32_t>(characters_.size()));
  refs_begin_.push_back(refs_begin_.back());
  const auto length = static_cast<int>(segment.units.size());
  const auto index = static_cast<uint32_t>(size() - 1);
  if (runs_.empty() || runs_.back().length_text_units != length) {
    runs_.push_back({length, index, index});
  }
  runs_.back().end = index + 1;
}

void IndexGeneration::Seal() {
  for (auto* offsets : {&units_begin_, &characters_begin_, &refs_begin_}) {
    offsets->shrink_to_fit();
  }
  hashes_.shrink_to_fit();
  signatures_.shrink_to_fit();
  unit_counts_.shrink_to_fit();
  units_.shrink_to_fit();
  characters_.shrink_to_fit();
  refs_.shrink_to_fit();
  if (size() >= kMinSizeForPostings) {
    postings_ = UnitPostings(units_, units_begin_);
  }
  removed_ = std::vector<std::atomic<uint64_t>>((refs_.size() + 63) / 64);
  live_ref_count_ = refs_.size();
}

int64_t IndexGeneration::size_bytes() const {
  return static_cast<int64_t>(hashes_.capacity() * sizeof(uint64_t) +
                              signatures_.capacity() * sizeof(UnitSignature) +
                              unit_counts_.capacity() * sizeof(UnitCounts) +
                              (units_begin_.capacity() +
                               characters_begin_.capacity() +
                               refs_begin_.capacity()) *
                                  sizeof(uint32_t) +
                              units_.capacity() * sizeof(TextUnit) +
                              characters_.capacity() * sizeof(char32_t) +
                              refs_.capacity() * sizeof(SegmentRef) +
                              removed_.size() * sizeof(uint64_t) +
                              runs_.capacity() * sizeof(LengthRun)) +
         postings_.size_bytes();
}

SegmentView IndexGeneration::segment(size_t k) const {
  return {absl::MakeConstSpan(units_.data() + units_begin_[k],
                              units_begin_[k + 1] - units_begin_[k]),
          absl::MakeConstSpan(characters_.data() + characters_begin_[k],
                              characters_begin_[k + 1] - characters_begin_[k])};
}

bool IndexGeneration::IsRemoved(size_t ref) const {
  return (removed_[ref / 64].load(std::memory_order_relaxed) >> (ref % 64) &
          1) != 0;
}

std::vector<SegmentRef> IndexGeneration::LiveRefs(size_t k) const {
  std::vector<SegmentRef> live;
  for (size_t ref = refs_begin_[k]; ref < refs_begin_[k + 1]; ++ref) {
    if (!IsRemoved(ref)) live.push_back(refs_[ref]);
  }
  return live;
}

bool IndexGeneration::HasLiveRefs(size_t k) const {
  for (size_t ref = refs_begin_[k]; ref < refs_begin_[k + 1]; ++ref) {
    if (!IsRemoved(ref)) return true;
  }
  return false;
}

bool IndexGeneration::Remove(const IndexItem& item) const {
  const uint64_t hash = HashSegment(item.segment);
  const int length = static_cast<int>(item.segment.units.size());
  const auto run =
      std::lower_bound(runs_.begin(), runs_.end(), length,
                       [](const LengthRun& candidate, int wanted) {
                         return candidate.length_text_units < wanted;
                       });
  if (run == runs_.end() || run->length_text_units != length) return false;
  const auto hashes_end = hashes_.begin() + run->end;
  const auto found =
      std::lower_bound(hashes_.begin() + run->begin, hashes_end, hash);
  for (auto it = found; it != hashes_end && *it == hash; ++it) {
    const auto k = static_cast<size_t>(it - hashes_.begin());
    if (!SameCharacters(segment(k), item.segment)) continue;
    for (size_t ref = refs_begin_[k]; ref < refs_begin_[k + 1]; ++ref) {
      if (refs_[ref] != item.ref || IsRemoved(ref)) continue;
      removed_[ref / 64].fetch_or(uint64_t{1} << (ref % 64),
                                  std::memory_order_relaxed);
      live_ref_count_.fetch_sub(1, std::memory_order_relaxed);
      return true;
    }
  }
  return false;
}

}  // namespace presstm
