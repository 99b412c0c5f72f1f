#include "tm_store/match/class_counts.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace presstm {

#if defined(__SSE2__)

namespace {

int Sum(__m128i halves) {
  return _mm_cvtsi128_si32(halves) +
         _mm_cvtsi128_si32(_mm_unpackhi_epi64(halves, halves));
}

}  // namespace

template <size_t kClasses>
int MinDistance(const ClassCounts<kClasses>& a,
                const ClassCounts<kClasses>& b) {
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
  return std::max(Sum(only_a), Sum(only_b));
}

#else

template <size_t kClasses>
int MinDistance(const ClassCounts<kClasses>& a,
                const ClassCounts<kClasses>& b) {
  int only_a = 0;
  int only_b = 0;
  for (size_t k = 0; k < kClasses; ++k) {
    only_a += std::max(0, a.counts[k] - b.counts[k]);
    only_b += std::max(0, b.counts[k] - a.counts[k]);
  }
  return std::max(only_a, only_b);
}

#endif

template int MinDistance(const ClassCounts<32>& a, const ClassCounts<32>& b);
template int MinDistance(const ClassCounts<64>& a, const ClassCounts<64>& b);

UnitCounts CountUnits(absl::Span<const UnitId> units) {
  UnitCounts counts;
  for (const UnitId unit : units) {
    counts.Add((unit * 0x9E3779B1u) >> 26);
  }
  return counts;
}

CharacterCounts CountCharacters(absl::Span<const char32_t> characters) {
  CharacterCounts counts;
  for (const char32_t c : characters) {
    counts.Add((c ^ (c >> 5) ^ (c >> 10) ^ (c >> 15)) & 31);
  }
  return counts;
}

}  // namespace presstm
