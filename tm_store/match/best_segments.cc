#include "tm_store/match/best_segments.h"

#include <algorithm>
#include <tuple>

namespace presstm {
namespace {

// What can be told of a segment without its ref; less is better.
std::pair<bool, int32_t> KindOf(bool is_whole, int32_t length_characters) {
  return {!is_whole, length_characters};
}
std::pair<bool, int32_t> KindOf(const ContainingSegment& segment) {
  return KindOf(segment.is_whole, segment.length_characters);
}

}  // namespace

bool RanksBefore(const ContainingSegment& a, const ContainingSegment& b) {
  if (KindOf(a) != KindOf(b)) return KindOf(a) < KindOf(b);
  return std::tie(b.ref.unit, a.ref.variant) <
         std::tie(a.ref.unit, b.ref.variant);
}

BestSegments::BestSegments(const ContainingOptions& options)
    : limit_(static_cast<size_t>(std::max(1, options.limit))),
      after_(options.after) {}

bool BestSegments::MayTake(bool is_whole, int32_t length_characters) const {
  const auto kind = KindOf(is_whole, length_characters);
  if (after_.has_value() && kind < KindOf(*after_)) return false;
  return !is_full() || kind <= KindOf(best_.front());
}

void BestSegments::Offer(const ContainingSegment& segment) {
  if (after_.has_value() && !RanksBefore(*after_, segment)) return;
  if (is_full()) {
    if (!RanksBefore(segment, best_.front())) return;
    std::pop_heap(best_.begin(), best_.end(), RanksBefore);
    best_.pop_back();
  }
  best_.push_back(segment);
  std::push_heap(best_.begin(), best_.end(), RanksBefore);
}

bool BestSegments::IsFullOfWhole() const {
  return is_full() && best_.front().is_whole;
}

std::vector<ContainingSegment> BestSegments::Take() {
  std::sort_heap(best_.begin(), best_.end(), RanksBefore);
  return std::move(best_);
}

}  // namespace presstm
