// Matchers for absl::Status and StatusOr; abseil ships none of them yet.
#ifndef TESTS_SUPPORT_STATUS_MATCHERS_H_
#define TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "tm_store/base/error.h"

namespace presstm {

inline const absl::Status& AsStatus(const absl::Status& status) {
  return status;
}
template <typename T>
const absl::Status& AsStatus(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << AsStatus(arg).ToString();
  return AsStatus(arg).ok();
}

// Matches an error with `code` made by MakeError with `reason`.
MATCHER_P2(IsError, code, reason, "") {
  const absl::Status& status = AsStatus(arg);
  *result_listener << status.ToString();
  return status.code() == code &&
         GetErrorReason(status) == std::string(ErrorReasonName(reason));
}

MATCHER_P(IsCode, code, "") {
  *result_listener << AsStatus(arg).ToString();
  return AsStatus(arg).code() == code;
}

}  // namespace presstm

#define ASSERT_OK(expression) ASSERT_THAT(expression, ::presstm::IsOk())
#define EXPECT_OK(expression) EXPECT_THAT(expression, ::presstm::IsOk())

#define PRESSTM_TEST_CONCAT_INNER(a, b) a##b
#define PRESSTM_TEST_CONCAT(a, b) PRESSTM_TEST_CONCAT_INNER(a, b)

// Fails the test fatally on error, else assigns the value to `target`.
#define ASSERT_OK_AND_ASSIGN(target, expression)                               \
  ASSERT_OK_AND_ASSIGN_IMPL(PRESSTM_TEST_CONCAT(status_or_, __LINE__), target, \
                            expression)
#define ASSERT_OK_AND_ASSIGN_IMPL(status_or, target, expression) \
  auto status_or = (expression);                                 \
  ASSERT_OK(status_or);                                          \
  target = *std::move(status_or)

#endif  // TESTS_SUPPORT_STATUS_MATCHERS_H_
