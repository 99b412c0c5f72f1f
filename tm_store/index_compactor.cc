#include "tm_store/index_compactor.h"

#include <algorithm>
#include <utility>

namespace presstm {

IndexCompactor::IndexCompactor() : thread_([this] { Run(); }) {}

IndexCompactor::~IndexCompactor() {
  {
    absl::MutexLock lock(&mutex_);
    stops_ = true;
  }
  thread_.join();
}

void IndexCompactor::Notify(const std::shared_ptr<SegmentIndex>& index) {
  if (!index->NeedsMerge()) return;
  absl::MutexLock lock(&mutex_);
  if (std::find(waiting_.begin(), waiting_.end(), index) == waiting_.end()) {
    waiting_.push_back(index);
  }
}

// One step, then the next index: none waits for all merges of another.
void IndexCompactor::Run() {
  while (true) {
    std::shared_ptr<SegmentIndex> index;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &IndexCompactor::HasWorkOrStops));
      if (stops_) return;
      index = std::move(waiting_.front());
      waiting_.pop_front();
    }
    if (index->MergeStep()) Notify(index);
  }
}

}  // namespace presstm
