// Which segments hold a text unit, or two in a row: an inverted index.
// Internal to match/.
#ifndef TM_STORE_MATCH_GRAM_POSTINGS_H_
#define TM_STORE_MATCH_GRAM_POSTINGS_H_

#include <cstdint>

#include "absl/types/span.h"
#include "tm_store/base/huge_page_allocator.h"
#include "tm_store/match/posting_list.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {

// Immutable and thread-safe. Grams share buckets by their hash: a list may
// hold segments that have another gram of the same bucket, but never lacks
// one. That takes no table of the grams themselves, which for pairs would be
// larger than the lists.
class GramPostings {
 public:
  // An index of nothing.
  GramPostings() = default;

  // Segment k holds units[begins[k] .. begins[k + 1]). O(number of units).
  GramPostings(absl::Span<const UnitId> units,
               absl::Span<const uint32_t> begins);

  bool empty() const { return regions_.empty(); }

  // At least the segments that hold `unit`, or `first` followed at once by
  // `second`, each once, ascending. O(1).
  PostingList FindUnit(UnitId unit) const;
  PostingList FindPair(UnitId first, UnitId second) const;

  int64_t size_bytes() const;

 private:
  template <typename Visit>
  void VisitBuckets(absl::Span<const UnitId> units, Visit visit) const;
  PostingList Bucket(size_t bucket) const;
  size_t BucketOfUnit(UnitId unit) const;
  size_t BucketOfPair(UnitId first, UnitId second) const;

  int shift_ = 0;         // 64 - log2 of the number of buckets.
  int segment_bits_ = 0;  // How many the number of a segment takes.
  // Where each bucket's list begins in regions_, and the end.
  HugePageVector<uint32_t> begins_;
  HugePageVector<uint32_t> regions_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_GRAM_POSTINGS_H_
