// Threads for the work of calls, so that gRPC's own are never held up.
#ifndef SERVER_WORKER_POOL_H_
#define SERVER_WORKER_POOL_H_

#include <atomic>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace asio {
class thread_pool;
}

namespace presstm {

// A fixed number of threads and a queue of bounded length. Thread-safe. Its
// destructor waits for all tasks.
class WorkerPool {
 public:
  // ResourceExhausted if the threads cannot be had.
  static absl::StatusOr<std::unique_ptr<WorkerPool>> Create(int threads,
                                                            int max_tasks);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `task`, which must not throw, on one of the threads, first come
  // first served. ResourceExhausted with SERVER_BUSY if `max_tasks` are running
  // or waiting.
  absl::Status Run(std::function<void()> task);

  // Tasks that are running or waiting, and how many there may be.
  int tasks() const { return tasks_.load(); }
  int max_tasks() const { return max_tasks_; }

 private:
  WorkerPool(std::unique_ptr<asio::thread_pool> threads, int max_tasks);

  std::unique_ptr<asio::thread_pool> threads_;
  const int max_tasks_;
  std::atomic<int> tasks_ = 0;
};

}  // namespace presstm

#endif  // SERVER_WORKER_POOL_H_
