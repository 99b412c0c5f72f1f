// Segments in flat arrays: what the index keeps of their texts. Internal to
// match/.
#ifndef TM_STORE_MATCH_SEGMENT_ARRAYS_H_
#define TM_STORE_MATCH_SEGMENT_ARRAYS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {

// A segment as the index stores it. Borrowed.
struct StoredSegment {
  absl::Span<const UnitId> units;
  absl::string_view characters;  // See packed_characters.h.
  int character_count = 0;
  uint64_t hash = 0;  // Of `characters`.
};

// A segment on its way into the index, or a query on its way through it.
class PackedSegment {
 public:
  // `segment` must outlive it.
  PackedSegment(std::vector<UnitId> units, const SegmentView& segment);

  const StoredSegment& view() const { return view_; }

 private:
  std::vector<UnitId> units_;
  std::string characters_;
  StoredSegment view_;
};

// Grows at the end. Thread-compatible.
class SegmentArrays {
 public:
  size_t size() const { return hashes_.size(); }
  StoredSegment operator[](size_t k) const {
    return {.units = {units_.data() + units_begin_[k],
                      units_begin_[k + 1] - units_begin_[k]},
            .characters = {characters_.data() + characters_begin_[k],
                           characters_begin_[k + 1] - characters_begin_[k]},
            .character_count = static_cast<int>(character_counts_[k]),
            .hash = hashes_[k]};
  }
  int length_in_units(size_t k) const {
    return static_cast<int>(units_begin_[k + 1] - units_begin_[k]);
  }
  int length_in_characters(size_t k) const {
    return static_cast<int>(character_counts_[k]);
  }
  uint64_t hash(size_t k) const { return hashes_[k]; }
  // The units of all segments and where each one's begin, and the end.
  absl::Span<const UnitId> units() const { return units_; }
  absl::Span<const uint32_t> units_begin() const { return units_begin_; }
  size_t character_bytes() const { return characters_.size(); }
  // The packed characters of all segments, likewise.
  absl::string_view characters() const {
    return {characters_.data(), characters_.size()};
  }
  absl::Span<const uint32_t> characters_begin() const {
    return characters_begin_;
  }

  // Whether one more segment would be beyond what the offsets can count.
  bool HasRoomFor(const StoredSegment& segment) const;
  void Append(const StoredSegment& segment);
  // Makes room for so many segments, units and bytes of characters in all.
  void Reserve(size_t segments, size_t units, size_t character_bytes);

  int64_t size_bytes() const;

 private:
  // Segment k holds units_[units_begin_[k] .. units_begin_[k + 1]), and so on.
  std::vector<uint32_t> units_begin_ = {0};
  std::vector<uint32_t> characters_begin_ = {0};
  std::vector<uint32_t> character_counts_;
  std::vector<uint64_t> hashes_;
  std::vector<UnitId> units_;
  std::vector<char> characters_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_SEGMENT_ARRAYS_H_
