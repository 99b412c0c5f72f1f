// When to give up: a point in time, a caller that has gone away, or both.
#ifndef TM_STORE_BASE_DEADLINE_H_
#define TM_STORE_BASE_DEADLINE_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace presstm {

// Asked from inside long computations. Value type; as thread-safe as
// `cancelled`.
struct Deadline {
  absl::Time time = absl::InfiniteFuture();
  // True once nobody waits for the answer any more. May be null.
  std::function<bool()> cancelled;

  // OK, or DeadlineExceeded or Cancelled.
  absl::Status Check() const {
    if (cancelled && cancelled()) {
      return absl::CancelledError("the caller cancelled the request");
    }
    if (time != absl::InfiniteFuture() && absl::Now() > time) {
      return absl::DeadlineExceededError("the request's deadline has passed");
    }
    return absl::OkStatus();
  }
};

}  // namespace presstm

#endif  // TM_STORE_BASE_DEADLINE_H_
