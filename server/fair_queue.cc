#include "server/fair_queue.h"

#include <utility>

namespace presstm {

void FairQueue::Add(absl::string_view caller, Task task) {
  std::string name(caller);
  Line& line = lines_[name];
  const bool had_turn = MayTakeFrom(line);
  line.waiting.push_back(std::move(task));
  if (!had_turn && MayTakeFrom(line)) turns_.push_back(std::move(name));
}

std::optional<FairQueue::Turn> FairQueue::Take() {
  if (turns_.empty()) return std::nullopt;
  Turn turn = {std::move(turns_.front()), nullptr};
  turns_.pop_front();
  Line& line = lines_.at(turn.caller);
  turn.task = std::move(line.waiting.front());
  line.waiting.pop_front();
  ++line.running;
  if (MayTakeFrom(line)) turns_.push_back(turn.caller);
  return turn;
}

bool FairQueue::End(const std::string& caller) {
  const auto it = lines_.find(caller);
  Line& line = it->second;
  const bool had_turn = MayTakeFrom(line);
  --line.running;
  const bool has_turn = MayTakeFrom(line);
  if (has_turn && !had_turn) turns_.push_back(caller);
  if (line.waiting.empty() && line.running == 0) lines_.erase(it);
  return has_turn;
}

int FairQueue::CountOf(absl::string_view caller) const {
  const auto it = lines_.find(caller);
  if (it == lines_.end()) return 0;
  return static_cast<int>(it->second.waiting.size()) + it->second.running;
}

}  // namespace presstm
