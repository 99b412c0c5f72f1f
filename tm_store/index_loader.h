// Fills indexes from the database, with all processors.
#ifndef TM_STORE_INDEX_LOADER_H_
#define TM_STORE_INDEX_LOADER_H_

#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/text/language.h"

namespace presstm {

// Turns texts into text units on threads of its own and stages them in the
// indexes they belong to: most of what opening a large memory takes. The
// calling thread goes on reading meanwhile. Thread-compatible.
class IndexLoader {
 public:
  IndexLoader();
  ~IndexLoader();
  IndexLoader(const IndexLoader&) = delete;
  IndexLoader& operator=(const IndexLoader&) = delete;

  // `index` gets the segment before Finish() returns.
  void Add(const std::shared_ptr<SegmentIndex>& index, const SegmentRef& ref,
           const Language& language, absl::string_view text);
  // Waits for what was added. The caller publishes what is staged.
  void Finish();

 private:
  struct Item {
    std::shared_ptr<SegmentIndex> index;
    SegmentRef ref;
    std::string language;
    std::string text;
  };
  using Chunk = std::vector<Item>;

  void Hand(Chunk chunk) ABSL_LOCKS_EXCLUDED(mutex_);
  void Work() ABSL_LOCKS_EXCLUDED(mutex_);
  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool HasWorkOrEnds() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return ends_ || !chunks_.empty();
  }

  Chunk next_;
  absl::Mutex mutex_;
  std::deque<Chunk> chunks_ ABSL_GUARDED_BY(mutex_);
  bool ends_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> workers_;
};

}  // namespace presstm

#endif  // TM_STORE_INDEX_LOADER_H_
