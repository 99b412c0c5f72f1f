// What a check of the database came to.
#ifndef TM_STORE_MODEL_CHECK_RESULT_H_
#define TM_STORE_MODEL_CHECK_RESULT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace presstm {

struct CheckResult {
  int64_t checked_count = 0;
  int64_t problem_count = 0;
  std::vector<std::string> problems;  // The first of them, in English.

  // `count` problems with one text.
  void AddProblem(std::string problem, int64_t count = 1) {
    constexpr size_t kMaxProblems = 100;
    problem_count += count;
    if (problems.size() < kMaxProblems) problems.push_back(std::move(problem));
  }
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_CHECK_RESULT_H_
