// How many symbols of a sequence fall into each of a few classes: a bound on
// the edit distance. Internal to match/.
#ifndef TM_STORE_MATCH_CLASS_COUNTS_H_
#define TM_STORE_MATCH_CLASS_COUNTS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {

// A value: one count for each class; a count stops at 255. `kClasses` is a
// multiple of 16.
template <size_t kClasses>
struct ClassCounts {
  alignas(16) std::array<uint8_t, kClasses> counts = {};

  void Add(size_t symbol_class) {
    uint8_t& count = counts[symbol_class];
    if (count < 255) ++count;
  }
};

// The symbols here that have no counterpart there, at least, on the side that
// has more of them. Each costs an edit, and one edit makes up for one on each
// side, so this is a lower bound of the edit distance. Counts that stopped at
// 255 only lower it.
template <size_t kClasses>
int MinDistance(const ClassCounts<kClasses>& a, const ClassCounts<kClasses>& b);

extern template int MinDistance(const ClassCounts<32>& a,
                                const ClassCounts<32>& b);
extern template int MinDistance(const ClassCounts<64>& a,
                                const ClassCounts<64>& b);

// For long segments, whose signatures are full.
using UnitCounts = ClassCounts<64>;
UnitCounts CountUnits(absl::Span<const UnitId> units);

// Latin letters have a class each.
using CharacterCounts = ClassCounts<32>;
CharacterCounts CountCharacters(absl::Span<const char32_t> characters);

}  // namespace presstm

#endif  // TM_STORE_MATCH_CLASS_COUNTS_H_
