// Lets concurrent writes share a commit.
#ifndef TM_STORE_WRITE_QUEUE_H_
#define TM_STORE_WRITE_QUEUE_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// All writes of one database, one after another. A small write spends its time
// in the sync of the disk that makes it durable, so those that arrive during
// one are done together in the next transaction: each as a part of it that
// fails alone, sees those before it and has its own revision numbers and
// author. Nobody waits for others to come: a write alone is committed at once.
//
// Thread-safe. Whoever is first in the queue does the work of its group; so
// there is no thread, and nothing waits when the queue is destroyed.
class WriteQueue {
 public:
  // Puts what was committed into the index; called in the order of commits.
  using Apply = std::function<void(absl::Span<const UnitChange>)>;

  struct Write {
    absl::string_view actor;
    // About how many units it writes: large writes are committed alone, so
    // that small ones do not wait for more than one of them.
    size_t unit_count = 1;
    // Its changes are undone if it returns an error; what it returns is what
    // Run returns. Must not commit. Called once.
    absl::FunctionRef<absl::Status(WriteTransaction&)> run;
    // Called after the changes are durable and in the index, before any later
    // write is begun; not called after an error.
    std::function<void()> then = nullptr;
  };

  // `database` must outlive this.
  WriteQueue(TmDatabase& database, Apply apply);

  // Returns when the write is durable and applied, or has failed: then nothing
  // of it is kept. A failing commit fails every write of its group.
  absl::Status Run(const Write& write) ABSL_LOCKS_EXCLUDED(mutex_);

  // Calls `run` while no write is under way; later ones wait.
  absl::Status RunAlone(absl::FunctionRef<absl::Status()> run)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Calls that have not yet begun.
  size_t waiting_count() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiting {
    const Write* write;  // Null for RunAlone.
    absl::Status status;
    bool done = false;
  };
  using Group = std::vector<Waiting*>;

  // Returns true when it is the turn of `waiting`, which then is at the front
  // of the queue; false if it is done.
  bool AwaitTurn(Waiting& waiting) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Group TakeGroup() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void FinishTurn(const Group& group) ABSL_LOCKS_EXCLUDED(mutex_);

  void Commit(const Group& group);
  absl::Status CommitAlone(const Write& write);
  absl::Status CommitTogether(const Group& group);

  TmDatabase& database_;
  const Apply apply_;
  mutable absl::Mutex mutex_;
  std::deque<Waiting*> queue_ ABSL_GUARDED_BY(mutex_);
  bool is_busy_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace presstm

#endif  // TM_STORE_WRITE_QUEUE_H_
