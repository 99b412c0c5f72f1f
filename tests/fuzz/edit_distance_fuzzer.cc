// Compares the bit-parallel distance with the plain one at every cutoff.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "tests/support/reference_matching.h"
#include "tm_store/match/edit_distance.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2 || size > 600) return 0;
  const size_t middle = std::min<size_t>(size - 1, data[0] * size / 256);
  const int cutoff = data[1];
  const std::vector<uint64_t> a(data + 1, data + 1 + middle);
  const std::vector<uint64_t> b(data + 1 + middle, data + size);
  const int expected = presstm::ReferenceDistance<uint64_t>(a, b);
  const presstm::EditDistancePattern<uint64_t> pattern(a);
  for (const int limit : {cutoff, expected, std::max(expected - 1, 0), 1000}) {
    if (pattern.Distance(b, limit) != std::min(expected, limit + 1)) {
      std::abort();
    }
  }
  return 0;
}
