// Threads for the work of calls, so that gRPC's own are never held up.
#ifndef SERVER_WORKER_POOL_H_
#define SERVER_WORKER_POOL_H_

#include <atomic>
#include <functional>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "server/fair_queue.h"

namespace asio {
class thread_pool;
}

namespace presstm {

// A fixed number of threads and a queue of bounded length, which callers share
// fairly: their tasks take turns, and none has all places in the queue, nor
// more threads than it may. Thread-safe. Its destructor waits for all tasks.
class WorkerPool {
 public:
  // How many of so many places or threads one caller may have at most, so that
  // some are left for others: three quarters.
  static int ShareOf(int count) { return count - count / 4; }

  struct Size {
    int threads = 1;
    int threads_per_caller = 1;
    int max_tasks = 1;
  };
  // ResourceExhausted if the threads cannot be had.
  static absl::StatusOr<std::unique_ptr<WorkerPool>> Create(const Size& size);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `task` of `caller`, which must not throw, on one of the threads.
  // ResourceExhausted with SERVER_BUSY if `max_tasks` are running or waiting,
  // or ShareOf them of this caller.
  absl::Status Run(absl::string_view caller, std::function<void()> task)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Tasks that are running or waiting, and how many there may be.
  int tasks() const { return tasks_.load(); }
  int max_tasks() const { return max_tasks_; }

 private:
  WorkerPool(std::unique_ptr<asio::thread_pool> threads, const Size& size);
  absl::Status Accept(absl::string_view caller, std::function<void()> task)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // On one of the threads: runs the task whose turn it is.
  void RunNext() ABSL_LOCKS_EXCLUDED(mutex_);
  void PostNext();

  std::unique_ptr<asio::thread_pool> threads_;
  const int max_tasks_;
  std::atomic<int> tasks_ = 0;
  absl::Mutex mutex_;
  FairQueue queue_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace presstm

#endif  // SERVER_WORKER_POOL_H_
