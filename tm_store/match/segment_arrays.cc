#include "tm_store/match/segment_arrays.h"

#include <utility>

#include "tm_store/match/packed_characters.h"
#include "xxhash.h"

namespace presstm {

PackedSegment::PackedSegment(std::vector<UnitId> units,
                             const SegmentView& segment)
    : units_(std::move(units)) {
  PackCharacters(segment.characters, characters_);
  view_ = {.units = units_,
           .characters = characters_,
           .character_count = static_cast<int>(segment.characters.size()),
           .hash = XXH3_64bits(characters_.data(), characters_.size())};
}

bool SegmentArrays::HasRoomFor(const StoredSegment& segment) const {
  // Less than half of what 32 bits count: postings are up to two for each unit,
  // and their directories (posting_list.h) take a 32nd more.
  constexpr size_t kMost = 2'000'000'000;
  return units_.size() + segment.units.size() <= kMost &&
         characters_.size() + segment.characters.size() <= kMost;
}

void SegmentArrays::Append(const StoredSegment& segment) {
  units_.insert(units_.end(), segment.units.begin(), segment.units.end());
  characters_.insert(characters_.end(), segment.characters.begin(),
                     segment.characters.end());
  units_begin_.push_back(static_cast<uint32_t>(units_.size()));
  characters_begin_.push_back(static_cast<uint32_t>(characters_.size()));
  character_counts_.push_back(static_cast<uint32_t>(segment.character_count));
  hashes_.push_back(segment.hash);
}

void SegmentArrays::Reserve(size_t segments, size_t units,
                            size_t character_bytes) {
  units_begin_.reserve(segments + 1);
  characters_begin_.reserve(segments + 1);
  character_counts_.reserve(segments);
  hashes_.reserve(segments);
  units_.reserve(units);
  characters_.reserve(character_bytes);
}

int64_t SegmentArrays::size_bytes() const {
  return static_cast<int64_t>(
      (units_begin_.capacity() + characters_begin_.capacity() +
       character_counts_.capacity()) *
          sizeof(uint32_t) +
      hashes_.capacity() * sizeof(uint64_t) +
      units_.capacity() * sizeof(UnitId) + characters_.capacity());
}

}  // namespace presstm
