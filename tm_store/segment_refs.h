// How the index names the segments of stored units.
#ifndef TM_STORE_SEGMENT_REFS_H_
#define TM_STORE_SEGMENT_REFS_H_

#include <cstdint>
#include <limits>

#include "absl/time/time.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// Of an unknown time.
inline constexpr int64_t kNoChangeTime = std::numeric_limits<int64_t>::min();

// `position` in the unit's variants; `change_time` as of LastChangeTime. Lacks
// what only the text tells.
inline SegmentRef ToSegmentRef(TranslationUnitId unit, int position,
                               absl::Time change_time) {
  return {.unit = unit.value,
          .variant = position,
          .change_time = change_time == absl::InfinitePast()
                             ? kNoChangeTime
                             : absl::ToUnixMicros(change_time)};
}

// The segment as the index takes it. Borrows `text`.
inline IndexItem ToIndexItem(SegmentRef ref, const TextUnits& text) {
  ref.values_hash = HashValues(text.placeables);
  return {ref, {text.units, text.characters}};
}

inline absl::Time ChangeTimeOf(const SegmentRef& ref) {
  return ref.change_time == kNoChangeTime
             ? absl::InfinitePast()
             : absl::FromUnixMicros(ref.change_time);
}

}  // namespace presstm

#endif  // TM_STORE_SEGMENT_REFS_H_
