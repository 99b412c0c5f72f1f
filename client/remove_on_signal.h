// Files that are not to outlive a program that is told to end.
#ifndef CLIENT_REMOVE_ON_SIGNAL_H_
#define CLIENT_REMOVE_ON_SIGNAL_H_

#include <string>

namespace presstm {

// While it exists SIGINT, SIGTERM and SIGHUP remove the file before they end
// the program, unless they are ignored or handled already. Of one file at a
// time: others are not removed. Not thread-safe.
class RemoveOnSignal {
 public:
  explicit RemoveOnSignal(const std::string& path);
  ~RemoveOnSignal();
  RemoveOnSignal(const RemoveOnSignal&) = delete;
  RemoveOnSignal& operator=(const RemoveOnSignal&) = delete;

 private:
  bool is_first_ = false;
};

}  // namespace presstm

#endif  // CLIENT_REMOVE_ON_SIGNAL_H_
