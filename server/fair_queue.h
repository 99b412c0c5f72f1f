// Tasks of many callers, taken in turns.
#ifndef SERVER_FAIR_QUEUE_H_
#define SERVER_FAIR_QUEUE_H_

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace presstm {

// Each caller's tasks wait in a line of their own, first come first served, and
// the callers take turns: who has one task waits for one of each other caller,
// however many those have. At most `max_running` of a caller are out at once.
// Thread-compatible.
class FairQueue {
 public:
  using Task = std::function<void()>;
  struct Turn {
    std::string caller;
    Task task;
  };

  explicit FairQueue(int max_running) : max_running_(max_running) {}

  void Add(absl::string_view caller, Task task);

  // The next task, which is out until End; nothing if there is none, or all
  // that wait are of callers with as many out as may be.
  std::optional<Turn> Take();

  // Ends a task of `caller`. Returns whether another of it may be taken, which
  // Take may have held back till now.
  bool End(const std::string& caller);

  // Of one caller, those that wait or are out.
  int CountOf(absl::string_view caller) const;

 private:
  struct Line {
    std::deque<Task> waiting;
    int running = 0;
  };

  bool MayTakeFrom(const Line& line) const {
    return !line.waiting.empty() && line.running < max_running_;
  }

  const int max_running_;
  absl::flat_hash_map<std::string, Line> lines_;
  // The callers of whom a task may be taken, each once.
  std::deque<std::string> turns_;
};

}  // namespace presstm

#endif  // SERVER_FAIR_QUEUE_H_
