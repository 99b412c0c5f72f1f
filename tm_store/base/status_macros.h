// Macros that pass an error up the call chain; abseil ships none of them.
#ifndef TM_STORE_BASE_STATUS_MACROS_H_
#define TM_STORE_BASE_STATUS_MACROS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the current function if `expression` is not OK.
#define PRESSTM_RETURN_IF_ERROR(expression)                                   \
  do {                                                                        \
    if (absl::Status presstm_status_ = (expression); !presstm_status_.ok()) { \
      return presstm_status_;                                                 \
    }                                                                         \
  } while (false)

#define PRESSTM_MACRO_CONCAT_INNER(a, b) a##b
#define PRESSTM_MACRO_CONCAT(a, b) PRESSTM_MACRO_CONCAT_INNER(a, b)

// Evaluates a StatusOr expression; assigns its value to `target`, which may
// be a declaration, or returns its error.
#define PRESSTM_ASSIGN_OR_RETURN(target, expression) \
  PRESSTM_ASSIGN_OR_RETURN_IMPL(                     \
      PRESSTM_MACRO_CONCAT(presstm_status_or_, __LINE__), target, expression)

#define PRESSTM_ASSIGN_OR_RETURN_IMPL(status_or, target, expression) \
  auto status_or = (expression);                                     \
  if (!status_or.ok()) return std::move(status_or).status();         \
  target = *std::move(status_or)

#endif  // TM_STORE_BASE_STATUS_MACROS_H_
