// How the index names the segments of stored units.
#ifndef TM_STORE_SEGMENT_REFS_H_
#define TM_STORE_SEGMENT_REFS_H_

#include <cstdint>
#include <limits>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/text/text_units.h"
#include "xxhash.h"

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

// Texts that differ have the same by chance once in 2^64.
inline uint64_t HashText(absl::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

// The segment with this text as the index takes it. Borrows `units`.
inline IndexItem ToIndexItem(SegmentRef ref, absl::string_view text,
                             const TextUnits& units) {
  ref.values_hash = HashValues(units.placeables);
  ref.text_hash = HashText(text);
  return {ref, {units.units, units.characters}};
}

inline absl::Time ChangeTimeOf(const SegmentRef& ref) {
  return ref.change_time == kNoChangeTime
             ? absl::InfinitePast()
             : absl::FromUnixMicros(ref.change_time);
}

}  // namespace presstm

#endif  // TM_STORE_SEGMENT_REFS_H_
