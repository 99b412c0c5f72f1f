// A quick sieve over text-unit signatures: the inner loop of the search.
// Internal to match/.
#ifndef TM_STORE_MATCH_SIGNATURE_SCAN_H_
#define TM_STORE_MATCH_SIGNATURE_SCAN_H_

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {

// 128 bits saying which text units a segment may hold: unit u sets bit
// hash(u) mod 128.
struct UnitSignature {
  std::array<uint64_t, 2> words = {0, 0};

  static UnitSignature Of(absl::Span<const UnitId> units);

  // Bits set here and not in `other`. Each stands for at least one unit that
  // the other sequence lacks, and one edit brings in at most one unit, so
  // this is a lower bound of the edit distance.
  int BitsMissingIn(const UnitSignature& other) const {
    return std::popcount(words[0] & ~other.words[0]) +
           std::popcount(words[1] & ~other.words[1]);
  }
};

// How many bits may be missing for a segment to stay a candidate.
struct SignatureLimits {
  int query_bits = 0;    // Of the query, missing in the segment.
  int segment_bits = 0;  // Of the segment, missing in the query.
};

// Append the k in [begin, end), or the k of `candidates`, for which
// signatures[k] is within the limits. Use the processor's bit count where
// there is one. Pure but for `survivors`.
void ScanSignatures(absl::Span<const UnitSignature> signatures, uint32_t begin,
                    uint32_t end, const UnitSignature& query,
                    const SignatureLimits& limits,
                    std::vector<uint32_t>& survivors);
void SieveSignatures(absl::Span<const UnitSignature> signatures,
                     absl::Span<const uint32_t> candidates,
                     const UnitSignature& query, const SignatureLimits& limits,
                     std::vector<uint32_t>& survivors);

}  // namespace presstm

#endif  // TM_STORE_MATCH_SIGNATURE_SCAN_H_
