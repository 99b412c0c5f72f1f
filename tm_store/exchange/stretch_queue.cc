#include "tm_store/exchange/stretch_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace presstm {

void StretchQueue::Push(std::unique_ptr<DocumentStretch> stretch) {
  const bool has_segments = !stretch->segments().empty();
  for (DocumentSegment& segment : stretch->segments()) {
    if (last_ != nullptr) {
      last_->next_text = segment.source.text;
      segment.previous_text = last_->source.text;
    }
    last_ = &segment;
  }
  if (has_segments || last_ == nullptr) {
    std::move(held_.begin(), held_.end(), std::back_inserter(ready_));
    held_.clear();
  }
  held_.push_back(std::move(stretch));
}

void StretchQueue::Break() {
  last_ = nullptr;
  std::move(held_.begin(), held_.end(), std::back_inserter(ready_));
  held_.clear();
}

std::vector<std::unique_ptr<DocumentStretch>> StretchQueue::Take() {
  return std::exchange(ready_, {});
}

}  // namespace presstm
