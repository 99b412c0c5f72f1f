#include "tests/bench/child_process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/bench/statistics.h"

namespace presstm {
namespace {

constexpr absl::Duration kBetweenLooks = absl::Milliseconds(5);

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void Exec(const std::vector<std::string>& command) {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  dup2(nowhere, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const std::string& part : command) {
    arguments.push_back(const_cast<char*>(part.c_str()));
  }
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

// The number after `name` in /proc/PID/status, in KiB there.
int64_t StatusBytes(pid_t process, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  std::string word;
  int64_t kib = 0;
  while (file >> word) {
    if (word == name && file >> kib) return kib * 1024;
  }
  return 0;
}

double CpuSeconds(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  // The name, in parentheses, may have blanks.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int k = 0; k < 11; ++k) fields >> skipped;
  double user_ticks = 0;
  double system_ticks = 0;
  fields >> user_ticks >> system_ticks;
  return (user_ticks + system_ticks) /
         static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

ProcessCost RunToEnd(const std::vector<std::string>& command) {
  const Stopwatch watch;
  int until_exec[2] = {};
  if (pipe2(until_exec, O_CLOEXEC) != 0) std::abort();
  const pid_t process = fork();
  if (process < 0) std::abort();
  if (process == 0) Exec(command);
  // Until then it is a copy of this process, as large; its ru_maxrss stays so.
  close(until_exec[1]);
  char nothing = 0;
  if (read(until_exec[0], &nothing, 1) != 0) std::abort();
  close(until_exec[0]);
  int status = 0;
  rusage usage = {};
  int64_t peak_bytes = 0;
  pid_t ended = 0;
  while ((ended = wait4(process, &status, WNOHANG, &usage)) == 0) {
    // 0 once it has ended.
    peak_bytes = std::max(peak_bytes, StatusBytes(process, "VmHWM:"));
    absl::SleepFor(kBetweenLooks);
  }
  if (ended != process) std::abort();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::cerr << command[0] << " failed\n";
    std::exit(2);
  }
  return {.seconds = watch.seconds(),
          .cpu_seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime),
          .peak_bytes = peak_bytes};
}

ProcessCost CostSoFar(pid_t process) {
  return {.cpu_seconds = CpuSeconds(process),
          .peak_bytes = StatusBytes(process, "VmHWM:")};
}

}  // namespace presstm
