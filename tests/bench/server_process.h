// The real server program, as a child process.
#ifndef TESTS_BENCH_SERVER_PROCESS_H_
#define TESTS_BENCH_SERVER_PROCESS_H_

#include <sys/types.h>

#include <string>

namespace presstm {

// Started on a free port of this machine, stopped at the end. Exits the
// benchmark if the server does not start.
class ServerProcess {
 public:
  ServerProcess(const std::string& program, const std::string& db_path,
                int threads);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& address() const { return address_; }  // HOST:PORT.
  pid_t pid() const { return process_; }
  double ready_seconds() const { return ready_seconds_; }

 private:
  pid_t process_ = -1;
  std::string address_;
  double ready_seconds_ = 0;
};

}  // namespace presstm

#endif  // TESTS_BENCH_SERVER_PROCESS_H_
