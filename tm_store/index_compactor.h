// A thread that keeps indexes made of few parts.
#ifndef TM_STORE_INDEX_COMPACTOR_H_
#define TM_STORE_INDEX_COMPACTOR_H_

#include <deque>
#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "tm_store/match/segment_index.h"

namespace presstm {

// Joins the generations of indexes in the background, one index after the
// other; look-ups and changes go on meanwhile. Thread-safe. The destructor
// waits for the merge under way.
class IndexCompactor {
 public:
  IndexCompactor();
  ~IndexCompactor();
  IndexCompactor(const IndexCompactor&) = delete;
  IndexCompactor& operator=(const IndexCompactor&) = delete;

  // Looks after `index` soon, unless it needs nothing or is waiting already.
  void Notify(const std::shared_ptr<SegmentIndex>& index)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  bool HasWorkOrStops() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stops_ || !waiting_.empty();
  }

  absl::Mutex mutex_;
  std::deque<std::shared_ptr<SegmentIndex>> waiting_ ABSL_GUARDED_BY(mutex_);
  bool stops_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace presstm

#endif  // TM_STORE_INDEX_COMPACTOR_H_
