// Which segments hold a text unit: an inverted index of one generation.
#ifndef TM_STORE_MATCH_UNIT_POSTINGS_H_
#define TM_STORE_MATCH_UNIT_POSTINGS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// Immutable and thread-safe.
class UnitPostings {
 public:
  // An index of nothing.
  UnitPostings() = default;

  // Segment k holds units[begins[k] .. begins[k + 1]). O(n log n) in the
  // number of units.
  UnitPostings(absl::Span<const TextUnit> units,
               absl::Span<const uint32_t> begins);

  bool empty() const { return segments_.empty(); }

  // The segments that hold `unit`, each once, ascending. Empty if none. O(1).
  absl::Span<const uint32_t> Find(TextUnit unit) const;

  int64_t size_bytes() const;

 private:
  struct Slot {
    TextUnit unit = 0;
    uint32_t begin = 0;
    uint32_t end = 0;  // Equal to begin: the slot is free.
  };

  void Insert(const Slot& slot);

  // Open-addressed, a power of two in size, at most half full.
  std::vector<Slot> slots_;
  std::vector<uint32_t> segments_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_UNIT_POSTINGS_H_
