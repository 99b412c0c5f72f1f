#include "tm_store/match/unit_counts.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace presstm {

UnitCounts UnitCounts::Of(absl::Span<const TextUnit> units) {
  UnitCounts result;
  for (const TextUnit unit : units) {
    uint8_t& count = result.counts[(unit * 0xD6E8FEB86659FD93u) >> 58];
    if (count < 255) ++count;
  }
  return result;
}

int UnitCounts::UnitsMissingIn(const UnitCounts& other) const {
#if defined(__SSE2__)
  __m128i sum = _mm_setzero_si128();
  for (size_t k = 0; k < counts.size(); k += 16) {
    const __m128i mine =
        _mm_load_si128(reinterpret_cast<const __m128i*>(&counts[k]));
    const __m128i theirs =
        _mm_load_si128(reinterpret_cast<const __m128i*>(&other.counts[k]));
    sum = _mm_add_epi64(
        sum, _mm_sad_epu8(_mm_subs_epu8(mine, theirs), _mm_setzero_si128()));
  }
  return _mm_cvtsi128_si32(sum) +
         _mm_cvtsi128_si32(_mm_unpackhi_epi64(sum, sum));
#else
  int missing = 0;
  for (size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] > other.counts[k]) missing += counts[k] - other.counts[k];
  }
  return missing;
#endif
}

}  // namespace presstm
