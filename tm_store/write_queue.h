// Lets concurrent writes share a commit.
#ifndef TM_STORE_WRITE_QUEUE_H_
#define TM_STORE_WRITE_QUEUE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <thread>
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
// Whoever is first in the queue writes and commits its group. What was
// committed is put into the index by a thread of the queue's own, while the
// next group is written.
//
// Thread-safe. Nothing may wait when the queue is destroyed.
class WriteQueue {
 public:
  // Puts what was committed into the index; called in the order of commits, by
  // one thread.
  using Apply = std::function<void(absl::Span<const UnitChange>)>;

  struct Write {
    absl::string_view actor;
    // About how many units it writes: large writes are committed alone, so
    // that small ones do not wait for more than one of them.
    size_t unit_count = 1;
    // Its changes are undone if it returns an error; what it returns is what
    // Run returns. Must not commit. Called once.
    absl::FunctionRef<absl::Status(WriteTransaction&)> run;
    // Called after the changes are durable and in the index, before those of
    // any later write are; not called after an error.
    std::function<void()> then = nullptr;
  };

  // `database` must outlive this.
  WriteQueue(TmDatabase& database, Apply apply);
  ~WriteQueue();
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  // Returns when the write is durable and applied, or has failed: then nothing
  // of it is kept. A failing commit fails every write of its group.
  absl::Status Run(const Write& write) ABSL_LOCKS_EXCLUDED(mutex_);

  // As Run, but returns when the write is durable and those before it are
  // applied; so it is itself soon after, at the latest when AwaitApplied
  // returns. Without a `then`.
  absl::Status RunAhead(const Write& write) ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits for what is durable now, not for what others write meanwhile.
  void AwaitApplied() ABSL_LOCKS_EXCLUDED(mutex_);

  // Calls `run` while no write is under way and all are applied; later ones
  // wait.
  absl::Status RunAlone(absl::FunctionRef<absl::Status()> run)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Calls that have not yet begun.
  size_t waiting_count() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiting {
    const Write* write;  // Null for RunAlone.
    absl::Status status;
    int64_t commit = 0;  // The number of its group; 0 before.
  };
  using Group = std::vector<Waiting*>;

  // What was committed together, on its way into the index.
  struct Committed {
    std::vector<UnitChange> changes;
    std::vector<std::function<void()>> thens;
  };

  // Returns true when it is the turn of `waiting`, which then is at the front
  // of the queue; false if another has written it meanwhile.
  bool AwaitTurn(Waiting& waiting) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Group TakeGroup() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Commits `waiting` and its group, or waits until another has.
  void RunInGroup(Waiting& waiting) ABSL_LOCKS_EXCLUDED(mutex_);
  void EndTurn(const Group& group, Committed committed)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void AwaitAppliedUpTo(int64_t commit) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Committed Commit(const Group& group);
  absl::StatusOr<std::vector<UnitChange>> CommitAlone(const Write& write);
  absl::StatusOr<std::vector<UnitChange>> CommitTogether(const Group& group);

  // The thread that applies.
  void ApplyAll() ABSL_LOCKS_EXCLUDED(mutex_);
  bool HasWork() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  TmDatabase& database_;
  const Apply apply_;
  mutable absl::Mutex mutex_;
  std::deque<Waiting*> queue_ ABSL_GUARDED_BY(mutex_);
  bool is_busy_ ABSL_GUARDED_BY(mutex_) = false;
  // Groups so far; each has a number, from 1. One that failed has one too.
  int64_t committed_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t applied_ ABSL_GUARDED_BY(mutex_) = 0;
  // The first is being applied. Elements stay where they are meanwhile.
  std::deque<Committed> to_apply_ ABSL_GUARDED_BY(mutex_);
  bool is_ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread applier_;  // Last: it uses what stands before.
};

}  // namespace presstm

#endif  // TM_STORE_WRITE_QUEUE_H_
