// How much one server lets its callers use. What one request may have (the
// length of a segment, the number of results) stands in tm_store/base/limits.h
// and in the proto.
#ifndef SERVER_LIMITS_H_
#define SERVER_LIMITS_H_

#include <cstdint>

#include "absl/time/time.h"

namespace presstm {

struct Limits {
  // Calls a second by one identity or, where nobody is asked who he is, from
  // one address, on average; 0 = any number. See RateLimiter.
  int calls_per_second = 0;
  // Imports, exports and the like at once of one such caller; 0 = any number.
  int transfers_per_caller = 4;
  // Calls at once on one connection; more wait in the client.
  int calls_per_connection = 250;
  // Of a unary call that gives none.
  absl::Duration default_deadline = absl::Seconds(60);
  int64_t import_bytes = 0;  // Of one import, unpacked; 0 = any number.
  // Of all messages on their way in or out together.
  int64_t buffer_bytes = int64_t{512} * 1024 * 1024;
};

}  // namespace presstm

#endif  // SERVER_LIMITS_H_
