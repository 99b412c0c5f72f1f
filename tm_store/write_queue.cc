#include "tm_store/write_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Units and writes of one group: so many take some ten milliseconds, as long
// as a slow disk needs for a sync.
constexpr size_t kMaxGroupUnits = 500;
constexpr size_t kMaxGroupWrites = 256;

}  // namespace

WriteQueue::WriteQueue(TmDatabase& database, Apply apply)
    : database_(database),
      apply_(std::move(apply)),
      applier_([this] { ApplyAll(); }) {}

WriteQueue::~WriteQueue() {
  {
    absl::MutexLock lock(&mutex_);
    is_ending_ = true;
  }
  applier_.join();
}

absl::Status WriteQueue::Run(const Write& write) {
  Waiting mine{.write = &write};
  RunInGroup(mine);
  absl::MutexLock lock(&mutex_);
  AwaitAppliedUpTo(mine.commit);
  return std::move(mine.status);
}

absl::Status WriteQueue::RunAhead(const Write& write) {
  Waiting mine{.write = &write};
  RunInGroup(mine);
  absl::MutexLock lock(&mutex_);
  AwaitAppliedUpTo(mine.commit - 1);
  return std::move(mine.status);
}

void WriteQueue::AwaitApplied() {
  absl::MutexLock lock(&mutex_);
  AwaitAppliedUpTo(committed_);
}

absl::Status WriteQueue::RunAlone(absl::FunctionRef<absl::Status()> run) {
  Waiting mine{.write = nullptr};
  {
    absl::MutexLock lock(&mutex_);
    AwaitTurn(mine);
    queue_.pop_front();
    is_busy_ = true;
    AwaitAppliedUpTo(committed_);
  }
  absl::Status status = run();
  absl::MutexLock lock(&mutex_);
  is_busy_ = false;
  return status;
}

size_t WriteQueue::waiting_count() const {
  absl::MutexLock lock(&mutex_);
  return queue_.size();
}

void WriteQueue::RunInGroup(Waiting& waiting) {
  Group group;
  {
    absl::MutexLock lock(&mutex_);
    if (!AwaitTurn(waiting)) return;
    group = TakeGroup();
  }
  EndTurn(group, Commit(group));
}

bool WriteQueue::AwaitTurn(Waiting& waiting) {
  queue_.push_back(&waiting);
  const auto is_over = [this, &waiting] {
    mutex_.AssertHeld();
    if (waiting.commit != 0) return true;
    return !is_busy_ && !queue_.empty() && queue_.front() == &waiting;
  };
  mutex_.Await(absl::Condition(&is_over));
  return waiting.commit == 0;
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

void WriteQueue::AwaitAppliedUpTo(int64_t commit) {
  const auto is_applied = [this, commit] {
    mutex_.AssertHeld();
    return applied_ >= commit;
  };
  mutex_.Await(absl::Condition(&is_applied));
}

// A group that failed has nothing to apply; it goes the same way.
void WriteQueue::EndTurn(const Group& group, Committed committed) {
  absl::MutexLock lock(&mutex_);
  ++committed_;
  for (Waiting* waiting : group) waiting->commit = committed_;
  to_apply_.push_back(std::move(committed));
  is_busy_ = false;
}

WriteQueue::Committed WriteQueue::Commit(const Group& group) {
  absl::StatusOr<std::vector<UnitChange>> changes =
      group.size() == 1 ? CommitAlone(*group.front()->write)
                        : CommitTogether(group);
  Committed committed;
  for (Waiting* waiting : group) {
    if (!waiting->status.ok()) continue;
    waiting->status = changes.status();
    if (changes.ok() && waiting->write->then) {
      committed.thens.push_back(waiting->write->then);
    }
  }
  if (changes.ok()) committed.changes = *std::move(changes);
  return committed;
}

absl::StatusOr<std::vector<UnitChange>> WriteQueue::CommitAlone(
    const Write& write) {
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_.BeginWrite(write.actor));
  PRESSTM_RETURN_IF_ERROR(write.run(*transaction));
  PRESSTM_RETURN_IF_ERROR(transaction->Commit());
  return transaction->TakeChanges();
}

absl::StatusOr<std::vector<UnitChange>> WriteQueue::CommitTogether(
    const Group& group) {
  PRESSTM_ASSIGN_OR_RETURN(auto transaction, database_.BeginGroup());
  std::vector<UnitChange> changes;
  const auto run_part = [&](const Write& write) -> absl::Status {
    PRESSTM_ASSIGN_OR_RETURN(auto part, transaction->BeginPart(write.actor));
    PRESSTM_RETURN_IF_ERROR(write.run(*part));
    PRESSTM_RETURN_IF_ERROR(part->Commit());
    absl::c_move(part->TakeChanges(), std::back_inserter(changes));
    return absl::OkStatus();
  };
  for (Waiting* waiting : group) {
    waiting->status = run_part(*waiting->write);
    if (!transaction->is_sound()) return waiting->status;
  }
  PRESSTM_RETURN_IF_ERROR(transaction->Commit());
  return changes;
}

void WriteQueue::ApplyAll() {
  while (true) {
    const Committed* committed = nullptr;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &WriteQueue::HasWork));
      if (to_apply_.empty()) return;
      committed = &to_apply_.front();
    }
    if (!committed->changes.empty()) apply_(committed->changes);
    for (const std::function<void()>& then : committed->thens) then();
    absl::MutexLock lock(&mutex_);
    ++applied_;
    to_apply_.pop_front();
  }
}

bool WriteQueue::HasWork() const { return is_ending_ || !to_apply_.empty(); }

}  // namespace presstm
