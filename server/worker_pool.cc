#include "server/worker_pool.h"

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "asio/post.hpp"
#include "asio/thread_pool.hpp"
#include "tm_store/base/error.h"

namespace presstm {

namespace {

absl::Status BusyError(const std::string& whose) {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   ErrorReason::kServerBusy,
                   absl::StrCat("the server is busy with ", whose,
                                " of this kind: try again later"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<WorkerPool>> WorkerPool::Create(
    const Size& size) {
  try {
    return std::unique_ptr<WorkerPool>(new WorkerPool(
        std::make_unique<asio::thread_pool>(size.threads), size));
  } catch (const std::exception& error) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "cannot start ", size.threads, " threads: ", error.what()));
  }
}

WorkerPool::WorkerPool(std::unique_ptr<asio::thread_pool> threads,
                       const Size& size)
    : threads_(std::move(threads)),
      max_tasks_(size.max_tasks),
      queue_(size.threads_per_caller) {}

WorkerPool::~WorkerPool() { threads_->join(); }

absl::Status WorkerPool::Run(absl::string_view caller,
                             std::function<void()> task) {
  if (tasks_.fetch_add(1) >= max_tasks_) {
    tasks_.fetch_sub(1);
    return BusyError(absl::StrCat(max_tasks_, " requests"));
  }
  absl::Status accepted = Accept(caller, std::move(task));
  if (!accepted.ok()) {
    tasks_.fetch_sub(1);
    return accepted;
  }
  PostNext();
  return absl::OkStatus();
}

absl::Status WorkerPool::Accept(absl::string_view caller,
                                std::function<void()> task) {
  absl::MutexLock lock(&mutex_);
  const int share = ShareOf(max_tasks_);
  if (queue_.CountOf(caller) >= share) {
    return BusyError(absl::StrCat(share, " requests of yours"));
  }
  queue_.Add(caller, std::move(task));
  return absl::OkStatus();
}

void WorkerPool::PostNext() {
  asio::post(*threads_, [this] { RunNext(); });
}

// Posted for each task, and for each that ends while its caller has others
// waiting: those whose turn was held back. So some find nothing to do.
void WorkerPool::RunNext() {
  std::optional<FairQueue::Turn> turn;
  {
    absl::MutexLock lock(&mutex_);
    turn = queue_.Take();
  }
  if (!turn.has_value()) return;
  turn->task();
  turn->task = nullptr;  // Frees what it holds before it counts as done.
  bool has_next = false;
  {
    absl::MutexLock lock(&mutex_);
    has_next = queue_.End(turn->caller);
  }
  if (has_next) PostNext();
  tasks_.fetch_sub(1);
}

}  // namespace presstm
