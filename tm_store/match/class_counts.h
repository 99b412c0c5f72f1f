// How many symbols of a sequence fall into each of a few classes: a bound on
// the edit distance. Internal to match/.
#ifndef TM_STORE_MATCH_CLASS_COUNTS_H_
#define TM_STORE_MATCH_CLASS_COUNTS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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
inline int MinDistance(const ClassCounts<kClasses>& a,
                       const ClassCounts<kClasses>& b) {
#if defined(__SSE2__)
  const __m128i zero = _mm_setzero_si128();
  __m128i only_a = zero;
  __m128i only_b = zero;
  for (size_t k = 0; k < kClasses; k += 16) {
    const __m128i x =
        _mm_load_si128(reinterpret_cast<const __m128i*>(&a.counts[k]));
    const __m128i y =
        _mm_load_si128(reinterpret_cast<const __m128i*>(&b.counts[k]));
    only_a = _mm_add_epi64(only_a, _mm_sad_epu8(_mm_subs_epu8(x, y), zero));
    only_b = _mm_add_epi64(only_b, _mm_sad_epu8(_mm_subs_epu8(y, x), zero));
  }
  const auto sum = [](__m128i halves) {
    return _mm_cvtsi128_si32(halves) +
           _mm_cvtsi128_si32(_mm_unpackhi_epi64(halves, halves));
  };
  return std::max(sum(only_a), sum(only_b));
#else
  int only_a = 0;
  int only_b = 0;
  for (size_t k = 0; k < kClasses; ++k) {
    only_a += std::max(0, a.counts[k] - b.counts[k]);
    only_b += std::max(0, b.counts[k] - a.counts[k]);
  }
  return std::max(only_a, only_b);
#endif
}

// For long segments, whose signatures are full.
using UnitCounts = ClassCounts<64>;
UnitCounts CountUnits(absl::Span<const UnitId> units);

// Latin letters have a class each.
using CharacterCounts = ClassCounts<32>;
CharacterCounts CountCharacters(absl::Span<const char32_t> characters);

}  // namespace presstm

#endif  // TM_STORE_MATCH_CLASS_COUNTS_H_
