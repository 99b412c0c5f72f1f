// Keeps the first segments of a concordance, however many are offered.
// Internal to match/.
#ifndef TM_STORE_MATCH_BEST_SEGMENTS_H_
#define TM_STORE_MATCH_BEST_SEGMENTS_H_

#include <vector>

#include "tm_store/match/concordance.h"

namespace presstm {

// Thread-compatible; takes no more space than the limit.
class BestSegments {
 public:
  explicit BestSegments(const ContainingOptions& options);

  // Whether a segment of this kind may still come into the result; its ref
  // decides. O(1): what common words are decided by.
  bool MayTake(bool is_whole, int32_t length_characters) const;
  // Takes the segment if it belongs there. O(log limit).
  void Offer(const ContainingSegment& segment);
  // Whether the result is full, all of it whole: nothing that is not can
  // come into it.
  bool IsFullOfWhole() const;

  // In order; leaves nothing.
  std::vector<ContainingSegment> Take();

 private:
  bool is_full() const { return best_.size() == limit_; }

  const size_t limit_;
  const std::optional<ContainingSegment> after_;
  std::vector<ContainingSegment> best_;  // A heap, the last one on top.
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_BEST_SEGMENTS_H_
