#include "tm_store/write_queue.h"

#include <algorithm>
#include <utility>

#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Units and writes of one group: so many take some ten milliseconds, as long
// as a slow disk needs for a sync.
constexpr size_t kMaxGroupUnits = 500;
constexpr size_t kMaxGroupWrites = 256;

}  // namespace

WriteQueue::WriteQueue(TmDatabase& database, Apply apply)
    : database_(database), apply_(std::move(apply)) {}

absl::Status WriteQueue::Run(const Write& write) {
  Waiting mine{.write = &write};
  Group group;
  {
    absl::MutexLock lock(&mutex_);
    if (!AwaitTurn(mine)) return mine.status;
    group = TakeGroup();
  }
  Commit(group);
  FinishTurn(group);
  return mine.status;
}

absl::Status WriteQueue::RunAlone(absl::FunctionRef<absl::Status()> run) {
  Waiting mine{.write = nullptr};
  {
    absl::MutexLock lock(&mutex_);
    AwaitTurn(mine);
    queue_.pop_front();
    is_busy_ = true;
  }
  mine.status = run();
  FinishTurn({&mine});
  return mine.status;
}

size_t WriteQueue::waiting_count() const {
  absl::MutexLock lock(&mutex_);
  return queue_.size();
}

bool WriteQueue::AwaitTurn(Waiting& waiting) {
  queue_.push_back(&waiting);
  const auto is_over = [this, &waiting] {
    mutex_.AssertHeld();
    return waiting.done || (!is_busy_ && queue_.front() == &waiting);
  };
  mutex_.Await(absl::Condition(&is_over));
  return !waiting.done;
}

WriteQueue::Group WriteQueue::TakeGroup() {
  Group group;
  size_t unit_count = 0;
  while (!queue_.empty() && group.size() < kMaxGroupWrites) {
    Waiting* const next = queue_.front();
    if (next->write == nullptr) break;
    if (!group.empty() &&
        next->write->unit_count > kMaxGroupUnits - unit_count) {
      break;
    }
    unit_count += std::min(kMaxGroupUnits, next->write->unit_count);
    group.push_back(next);
    queue_.pop_front();
  }
  is_busy_ = true;
  return group;
}

void WriteQueue::FinishTurn(const Group& group) {
  absl::MutexLock lock(&mutex_);
  for (Waiting* waiting : group) waiting->done = true;
  is_busy_ = false;
}

void WriteQueue::Commit(const Group& group) {
  if (group.size() == 1) {
    group.front()->status = CommitAlone(*group.front()->write);
    return;
  }
  const absl::Status committed = CommitTogether(group);
  for (Waiting* waiting : group) {
    if (!waiting->status.ok()) continue;
    waiting->status = committed;
    if (committed.ok() && waiting->write->then) waiting->write->then();
  }
}

absl::Status WriteQueue::CommitAlone(const Write& write) {
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_.BeginWrite(write.actor));
  PRESSTM_RETURN_IF_ERROR(write.run(*transaction));
  PRESSTM_RETURN_IF_ERROR(transaction->Commit());
  apply_(transaction->changes());
  if (write.then) write.then();
  return absl::OkStatus();
}

absl::Status WriteQueue::CommitTogether(const Group& group) {
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_.BeginGroup());
  std::vector<UnitChange> changes;
  const auto run_part = [&](const Write& write) -> absl::Status {
    PRESSTM_ASSIGN_OR_RETURN(auto part, transaction->BeginPart(write.actor));
    PRESSTM_RETURN_IF_ERROR(write.run(*part));
    PRESSTM_RETURN_IF_ERROR(part->Commit());
    changes.insert(changes.end(), part->changes().begin(),
                   part->changes().end());
    return absl::OkStatus();
  };
  for (Waiting* waiting : group) {
    waiting->status = run_part(*waiting->write);
    if (!transaction->is_sound()) return waiting->status;
  }
  PRESSTM_RETURN_IF_ERROR(transaction->Commit());
  apply_(changes);
  return absl::OkStatus();
}

}  // namespace presstm
