// Both loops are compiled twice: bit counting is one instruction on every
// x86-64 processor since 2008, but Debian's baseline does not allow for it.
#include "tm_store/match/signature_scan.h"

#define PRESSTM_ALWAYS_INLINE __attribute__((always_inline)) inline

namespace presstm {
namespace {

PRESSTM_ALWAYS_INLINE bool IsWithin(const UnitSignature& query,
                                    const UnitSignature& segment,
                                    const SignatureLimits& limits) {
  return query.BitsMissingIn(segment) <= limits.query_bits &&
         segment.BitsMissingIn(query) <= limits.segment_bits;
}

PRESSTM_ALWAYS_INLINE void Scan(absl::Span<const UnitSignature> signatures,
                                uint32_t begin, uint32_t end,
                                const UnitSignature& query,
                                const SignatureLimits& limits,
                                std::vector<uint32_t>& survivors) {
  for (uint32_t k = begin; k < end; ++k) {
    if (IsWithin(query, signatures[k], limits)) survivors.push_back(k);
  }
}

PRESSTM_ALWAYS_INLINE void Sieve(absl::Span<const UnitSignature> signatures,
                                 absl::Span<const uint32_t> candidates,
                                 const UnitSignature& query,
                                 const SignatureLimits& limits,
                                 std::vector<uint32_t>& survivors) {
  // The signatures lie far apart; asking for them early hides the way there.
  constexpr size_t kAhead = 16;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (i + kAhead < candidates.size()) {
      __builtin_prefetch(&signatures[candidates[i + kAhead]]);
    }
    const uint32_t k = candidates[i];
    if (IsWithin(query, signatures[k], limits)) survivors.push_back(k);
  }
}

#if defined(__x86_64__)

bool HasPopcount() {
  static const bool has_popcount = __builtin_cpu_supports("popcnt") != 0;
  return has_popcount;
}

__attribute__((target("popcnt"))) void ScanWithPopcount(
    absl::Span<const UnitSignature> signatures, uint32_t begin, uint32_t end,
    const UnitSignature& query, const SignatureLimits& limits,
    std::vector<uint32_t>& survivors) {
  Scan(signatures, begin, end, query, limits, survivors);
}

__attribute__((target("popcnt"))) void SieveWithPopcount(
    absl::Span<const UnitSignature> signatures,
    absl::Span<const uint32_t> candidates, const UnitSignature& query,
    const SignatureLimits& limits, std::vector<uint32_t>& survivors) {
  Sieve(signatures, candidates, query, limits, survivors);
}

#endif

}  // namespace

UnitSignature UnitSignature::Of(absl::Span<const UnitId> units) {
  UnitSignature signature;
  for (const UnitId unit : units) {
    const uint64_t bit = (unit * 0x9E3779B97F4A7C15u) >> 57;  // 0-127
    signature.words[bit >> 6] |= uint64_t{1} << (bit & 63);
  }
  return signature;
}

void ScanSignatures(absl::Span<const UnitSignature> signatures, uint32_t begin,
                    uint32_t end, const UnitSignature& query,
                    const SignatureLimits& limits,
                    std::vector<uint32_t>& survivors) {
#if defined(__x86_64__)
  if (HasPopcount()) {
    ScanWithPopcount(signatures, begin, end, query, limits, survivors);
    return;
  }
#endif
  Scan(signatures, begin, end, query, limits, survivors);
}

void SieveSignatures(absl::Span<const UnitSignature> signatures,
                     absl::Span<const uint32_t> candidates,
                     const UnitSignature& query, const SignatureLimits& limits,
                     std::vector<uint32_t>& survivors) {
#if defined(__x86_64__)
  if (HasPopcount()) {
    SieveWithPopcount(signatures, candidates, query, limits, survivors);
    return;
  }
#endif
  Sieve(signatures, candidates, query, limits, survivors);
}

}  // namespace presstm
