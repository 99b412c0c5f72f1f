#include "tests/bench/server_process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "tests/bench/statistics.h"

namespace presstm {
namespace {

[[noreturn]] void ExecServer(const std::string& program,
                             const std::string& db_path, int threads,
                             int output) {
  dup2(output, STDOUT_FILENO);
  const std::string thread_count = std::to_string(threads);
  // A log line a call is not what is measured.
  execl(program.c_str(), program.c_str(), "--db", db_path.c_str(), "--listen",
        "127.0.0.1:0", "--threads", thread_count.c_str(), "--log-level",
        "warning", nullptr);
  std::perror(program.c_str());
  _exit(127);
}

// Waits for the line that says where the server listens; "" if it ends first.
std::string ReadAddress(int input) {
  static constexpr char kBefore[] = "listening on ";
  FILE* const lines = fdopen(input, "r");
  std::array<char, 256> line = {};
  std::string address;
  while (address.empty() && std::fgets(line.data(), line.size(), lines)) {
    const std::string text = line.data();
    if (const size_t at = text.find(kBefore); at != std::string::npos) {
      address = text.substr(at + sizeof(kBefore) - 1);
      address.erase(address.find_last_not_of("\r\n") + 1);
    }
  }
  std::fclose(lines);
  return address;
}

}  // namespace

ServerProcess::ServerProcess(const std::string& program,
                             const std::string& db_path, int threads) {
  std::array<int, 2> output = {};
  if (pipe(output.data()) != 0) std::abort();
  const Stopwatch watch;
  process_ = fork();
  if (process_ < 0) std::abort();
  if (process_ == 0) ExecServer(program, db_path, threads, output[1]);
  close(output[1]);
  address_ = ReadAddress(output[0]);
  ready_seconds_ = watch.seconds();
  if (address_.empty()) {
    std::cerr << program << " did not start\n";
    std::exit(2);
  }
}

ServerProcess::~ServerProcess() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

}  // namespace presstm
