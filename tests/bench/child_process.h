// Programs run to their end, with what they cost.
#ifndef TESTS_BENCH_CHILD_PROCESS_H_
#define TESTS_BENCH_CHILD_PROCESS_H_

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace presstm {

struct ProcessCost {
  double seconds = 0;      // By the wall clock.
  double cpu_seconds = 0;  // Of all its threads.
  int64_t peak_bytes = 0;  // Resident.
};

// Runs a program, its output thrown away, and waits for it. Exits the
// benchmark if the program fails.
ProcessCost RunToEnd(const std::vector<std::string>& command);

// What a running process has cost so far; `seconds` is 0. Read from /proc.
ProcessCost CostSoFar(pid_t process);

}  // namespace presstm

#endif  // TESTS_BENCH_CHILD_PROCESS_H_
