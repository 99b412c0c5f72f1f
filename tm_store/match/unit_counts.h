// How many text units of a segment fall into each of 64 classes: a bound on
// the edit distance for long segments, whose signatures are full.
#ifndef TM_STORE_MATCH_UNIT_COUNTS_H_
#define TM_STORE_MATCH_UNIT_COUNTS_H_

#include <array>
#include <cstdint>

#include "absl/types/span.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// A value. Unit u counts for class hash(u) mod 64; a count stops at 255.
struct UnitCounts {
  alignas(16) std::array<uint8_t, 64> counts = {};

  static UnitCounts Of(absl::Span<const TextUnit> units);

  // The units here that have no counterpart in `other`, at least. Each costs
  // an edit, so this is a lower bound of the edit distance. Counts that
  // stopped at 255 only lower it.
  int UnitsMissingIn(const UnitCounts& other) const;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_UNIT_COUNTS_H_
