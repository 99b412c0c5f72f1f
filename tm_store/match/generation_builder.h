// Makes generations: from new segments, or from older generations. Internal
// to match/.
#ifndef TM_STORE_MATCH_GENERATION_BUILDER_H_
#define TM_STORE_MATCH_GENERATION_BUILDER_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/index_generation.h"
#include "tm_store/match/segment_arrays.h"

namespace presstm {

using GenerationPtr = std::shared_ptr<const IndexGeneration>;

// Segments as they come. Thread-compatible.
class SegmentBatch {
 public:
  void Append(const StoredSegment& segment, const SegmentRef& ref);
  size_t size() const { return refs_.size(); }
  bool HasRoomFor(const StoredSegment& segment) const {
    return segments_.HasRoomFor(segment);
  }

  // The batch in order; leaves it empty. O(n log n) in the number of segments
  // plus O(number of text units).
  GenerationPtr Build();

 private:
  SegmentArrays segments_;
  std::vector<SegmentRef> refs_;
};

// What is left in `generations` after removals, in one. Linear, but for the
// logarithm of how many there are. A ref that is removed meanwhile may be
// taken over or not.
GenerationPtr MergeGenerations(absl::Span<const GenerationPtr> generations);

}  // namespace presstm

#endif  // TM_STORE_MATCH_GENERATION_BUILDER_H_
