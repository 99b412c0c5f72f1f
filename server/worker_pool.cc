#include "server/worker_pool.h"

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "asio/post.hpp"
#include "asio/thread_pool.hpp"
#include "tm_store/base/error.h"

namespace presstm {

absl::StatusOr<std::unique_ptr<WorkerPool>> WorkerPool::Create(int threads,
                                                               int max_tasks) {
  try {
    return std::unique_ptr<WorkerPool>(new WorkerPool(
        std::make_unique<asio::thread_pool>(threads), max_tasks));
  } catch (const std::exception& error) {
    return absl::ResourceExhaustedError(
        absl::StrCat("cannot start ", threads, " threads: ", error.what()));
  }
}

WorkerPool::WorkerPool(std::unique_ptr<asio::thread_pool> threads,
                       int max_tasks)
    : threads_(std::move(threads)), max_tasks_(max_tasks) {}

WorkerPool::~WorkerPool() { threads_->join(); }

absl::Status WorkerPool::Run(std::function<void()> task) {
  if (tasks_.fetch_add(1) >= max_tasks_) {
    tasks_.fetch_sub(1);
    return MakeError(absl::StatusCode::kResourceExhausted,
                     ErrorReason::kServerBusy,
                     absl::StrCat("the server is busy with ", max_tasks_,
                                  " requests of this kind: try again later"));
  }
  asio::post(*threads_, [this, task = std::move(task)]() mutable {
    task();
    task = nullptr;  // Frees what it holds before it counts as done.
    tasks_.fetch_sub(1);
  });
  return absl::OkStatus();
}

}  // namespace presstm
