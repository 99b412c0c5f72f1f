#include "tm_store/match/signature_scan.h"

namespace presstm {
namespace {

// Compiled twice below: bit counting is one instruction on every x86-64
// processor since 2008, but Debian's baseline does not allow for it.
__attribute__((always_inline)) inline void Scan(
    absl::Span<const UnitSignature> signatures, const UnitSignature& query,
    const SignatureLimits& limits, uint32_t first,
    std::vector<uint32_t>& survivors) {
  for (size_t k = 0; k < signatures.size(); ++k) {
    const UnitSignature& signature = signatures[k];
    const int query_bits = std::popcount(query.words[0] & ~signature.words[0]) +
                           std::popcount(query.words[1] & ~signature.words[1]);
    const int segment_bits =
        std::popcount(signature.words[0] & ~query.words[0]) +
        std::popcount(signature.words[1] & ~query.words[1]);
    if (query_bits <= limits.query_bits &&
        segment_bits <= limits.segment_bits) {
      survivors.push_back(first + static_cast<uint32_t>(k));
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) void ScanWithPopcount(
    absl::Span<const UnitSignature> signatures, const UnitSignature& query,
    const SignatureLimits& limits, uint32_t first,
    std::vector<uint32_t>& survivors) {
  Scan(signatures, query, limits, first, survivors);
}
#endif

}  // namespace

UnitSignature UnitSignature::Of(absl::Span<const TextUnit> units) {
  UnitSignature signature;
  for (const TextUnit unit : units) {
    const uint64_t bit = (unit * 0x9E3779B97F4A7C15u) >> 57;  // 0-127
    signature.words[bit >> 6] |= uint64_t{1} << (bit & 63);
  }
  return signature;
}

void ScanSignatures(absl::Span<const UnitSignature> signatures,
                    const UnitSignature& query, const SignatureLimits& limits,
                    uint32_t first, std::vector<uint32_t>& survivors) {
#if defined(__x86_64__)
  static const bool has_popcount = __builtin_cpu_supports("popcnt") != 0;
  if (has_popcount) {
    ScanWithPopcount(signatures, query, limits, first, survivors);
    return;
  }
#endif
  Scan(signatures, query, limits, first, survivors);
}

}  // namespace presstm
