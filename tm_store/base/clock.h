// Where the library takes the time from, so that tests can set it.
#ifndef TM_STORE_BASE_CLOCK_H_
#define TM_STORE_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace presstm {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;

  // The current time, in whole microseconds.
  virtual absl::Time Now() const = 0;

  // The system's clock. Lives as long as the process.
  static const Clock* System();
};

}  // namespace presstm

#endif  // TM_STORE_BASE_CLOCK_H_
