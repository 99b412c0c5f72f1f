// A signal handler may look at memory that does not move, and call unlink,
// sigaction and raise, but not allocate.
#include "client/remove_on_signal.h"

#include <linux/limits.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>

namespace presstm {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

char file_path[PATH_MAX];
std::atomic<bool> is_watching = false;

void RemoveAndEnd(int signal) {
  if (is_watching) unlink(file_path);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

// Sets the handler of all signals that have the handler `from`.
void Replace(void (*from)(int), void (*to)(int)) {
  for (const int signal : kSignals) {
    struct sigaction action = {};
    sigaction(signal, nullptr, &action);
    if ((action.sa_flags & SA_SIGINFO) != 0 || action.sa_handler != from) {
      continue;
    }
    action.sa_handler = to;
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace

RemoveOnSignal::RemoveOnSignal(const std::string& path) {
  if (is_watching || path.size() >= sizeof file_path) return;
  is_first_ = true;
  std::memcpy(file_path, path.c_str(), path.size() + 1);
  is_watching = true;
  Replace(SIG_DFL, &RemoveAndEnd);
}

RemoveOnSignal::~RemoveOnSignal() {
  if (!is_first_) return;
  Replace(&RemoveAndEnd, SIG_DFL);
  is_watching = false;
}

}  // namespace presstm
