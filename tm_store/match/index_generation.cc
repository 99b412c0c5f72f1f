#include "tm_store/match/index_generation.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

#include "tm_store/match/packed_characters.h"

namespace presstm {
namespace {

constexpr std::array<int, kWordClasses - 1> kMostWords = {0, 1, 2, 4, 8};

template <typename Vector>
int64_t BytesOf(const Vector& vector) {
  return static_cast<int64_t>(vector.capacity() *
                              sizeof(typename Vector::value_type));
}

}  // namespace

int WordClassOf(absl::Span<const UnitId> units) {
  const int words = CountWords(units);
  // Here the bound by words says nothing; together they are quicker to find.
  if (2 * static_cast<size_t>(words) > units.size()) return kWordClasses - 1;
  return static_cast<int>(
      std::lower_bound(kMostWords.begin(), kMostWords.end(), words) -
      kMostWords.begin());
}

int MostWordsIn(int word_class) {
  constexpr int kNoBound = 1 << 30;
  return word_class == kWordClasses - 1
             ? kNoBound
             : kMostWords[static_cast<size_t>(word_class)];
}

// The first two bits of the number after the leading one, and how many follow.
int CharacterBandOf(int word_class, int length_characters) {
  if (word_class < kWordClasses - 1) return 0;
  const auto length = static_cast<unsigned>(length_characters);
  const int shift = std::max(0, static_cast<int>(std::bit_width(length)) - 4);
  return shift * 8 + static_cast<int>(length >> shift);
}

IndexGeneration::IndexGeneration(SegmentArrays segments, RefLists refs)
    : segments_(std::move(segments)),
      refs_(std::move(refs)),
      removed_((refs_.refs.size() + 63) / 64),
      live_ref_count_(refs_.refs.size()) {
  sketches_.reserve(size());
  for (size_t k = 0; k < size(); ++k) {
    const StoredSegment segment = segments_[k];
    AddToRun(k, segment);
    AddSketch(segment);
  }
  unit_counts_.shrink_to_fit();
  if (size() >= kMinSizeForPostings) {
    postings_ = GramPostings(segments_.units(), segments_.units_begin());
  }
}

void IndexGeneration::AddToRun(size_t k, const StoredSegment& segment) {
  const int word_class = WordClassOf(segment.units);
  const auto length = static_cast<int>(segment.units.size());
  const auto index = static_cast<uint32_t>(k);
  if (runs_.empty() || runs_.back().word_class != word_class ||
      runs_.back().length_text_units != length) {
    runs_.push_back({.word_class = word_class,
                     .length_text_units = length,
                     .begin = index,
                     .first_band = static_cast<uint32_t>(bands_.size())});
  }
  LengthRun& run = runs_.back();
  run.end = index + 1;
  const int characters = segment.character_count;
  if (run.band_count == 0 ||
      CharacterBandOf(word_class, bands_.back().length_characters.least) !=
          CharacterBandOf(word_class, characters)) {
    ++run.band_count;
    bands_.push_back(
        {.length_characters = {characters, characters}, .begin = index});
  }
  CharacterBand& band = bands_.back();
  band.length_characters.least =
      std::min(band.length_characters.least, characters);
  band.length_characters.most =
      std::max(band.length_characters.most, characters);
  band.end = index + 1;
}

void IndexGeneration::AddSketch(const StoredSegment& segment) {
  std::vector<char32_t> characters;
  UnpackCharacters(segment.characters, characters);
  SegmentSketch sketch = SegmentSketch::Of(
      segment.units, characters, MostWordsIn(runs_.back().word_class));
  if (segment.units.size() >= kMinLengthForCounts) {
    sketch.unit_counts_index = static_cast<int32_t>(unit_counts_.size());
    unit_counts_.push_back(CountUnits(segment.units));
  }
  sketches_.push_back(sketch);
}

int64_t IndexGeneration::size_bytes() const {
  return segments_.size_bytes() + postings_.size_bytes() + BytesOf(refs_.refs) +
         BytesOf(refs_.begins) + BytesOf(runs_) + BytesOf(bands_) +
         BytesOf(sketches_) + BytesOf(unit_counts_) + BytesOf(removed_);
}

bool IndexGeneration::IsRemoved(size_t ref) const {
  return (removed_[ref / 64].load(std::memory_order_relaxed) >> (ref % 64) &
          1) != 0;
}

bool IndexGeneration::HasLiveRefs(size_t k) const {
  for (size_t ref = refs_.begins[k]; ref < refs_.begins[k + 1]; ++ref) {
    if (!IsRemoved(ref)) return true;
  }
  return false;
}

void IndexGeneration::AppendLiveRefs(size_t k,
                                     std::vector<SegmentRef>& refs) const {
  for (size_t ref = refs_.begins[k]; ref < refs_.begins[k + 1]; ++ref) {
    if (!IsRemoved(ref)) refs.push_back(refs_.refs[ref]);
  }
}

size_t IndexGeneration::Find(const StoredSegment& segment) const {
  const int word_class = WordClassOf(segment.units);
  const auto length = static_cast<int>(segment.units.size());
  const auto run =
      std::lower_bound(runs_.begin(), runs_.end(), std::tie(word_class, length),
                       [](const LengthRun& candidate, const auto& wanted) {
                         return std::tie(candidate.word_class,
                                         candidate.length_text_units) < wanted;
                       });
  if (run == runs_.end() || run->word_class != word_class ||
      run->length_text_units != length) {
    return size();
  }
  const absl::Span<const CharacterBand> bands = BandsOf(*run);
  const auto band = std::lower_bound(
      bands.begin(), bands.end(),
      CharacterBandOf(word_class, segment.character_count),
      [word_class](const CharacterBand& candidate, int wanted) {
        return CharacterBandOf(word_class, candidate.length_characters.most) <
               wanted;
      });
  if (band == bands.end()) return size();
  uint32_t low = band->begin;
  uint32_t high = band->end;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (segments_.hash(middle) < segment.hash) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < band->end && segments_.hash(low) == segment.hash; ++low) {
    if (segments_[low].characters == segment.characters) return low;
  }
  return size();
}

bool IndexGeneration::Remove(const StoredSegment& segment,
                             const SegmentRef& ref) const {
  const size_t k = Find(segment);
  if (k == size()) return false;
  for (size_t place = refs_.begins[k]; place < refs_.begins[k + 1]; ++place) {
    if (refs_.refs[place] != ref || IsRemoved(place)) continue;
    removed_[place / 64].fetch_or(uint64_t{1} << (place % 64),
                                  std::memory_order_relaxed);
    live_ref_count_.fetch_sub(1, std::memory_order_relaxed);
    return true;
  }
  return false;
}

std::vector<uint64_t> IndexGeneration::removed_bits() const {
  std::vector<uint64_t> bits;
  bits.reserve(removed_.size());
  for (const std::atomic<uint64_t>& word : removed_) {
    bits.push_back(word.load(std::memory_order_relaxed));
  }
  return bits;
}

std::vector<IndexGeneration::RemovedRef> IndexGeneration::RemovedSince(
    absl::Span<const uint64_t> earlier) const {
  std::vector<RemovedRef> removed;
  for (size_t word = 0; word < removed_.size(); ++word) {
    uint64_t bits =
        removed_[word].load(std::memory_order_relaxed) & ~earlier[word];
    for (; bits != 0; bits &= bits - 1) {
      const auto place = static_cast<uint32_t>(
          word * 64 + static_cast<size_t>(std::countr_zero(bits)));
      const auto after =
          std::upper_bound(refs_.begins.begin(), refs_.begins.end(), place);
      removed.push_back({static_cast<size_t>(after - refs_.begins.begin()) - 1,
                         refs_.refs[place]});
    }
  }
  return removed;
}

}  // namespace presstm
