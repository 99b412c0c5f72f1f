// Which look-ups the library takes.
#ifndef TM_STORE_LOOKUP_VALIDATION_H_
#define TM_STORE_LOOKUP_VALIDATION_H_

#include "absl/status/status.h"
#include "tm_store/model/lookup_request.h"

namespace presstm {

// All return InvalidArgument with a reason and a field, in proto notation.

// All of `request` but query and context: languages, memories, threshold
// 1-100, limit 1-kMaxLookupLimit, penalties 0-100, filter, pivots.
absl::Status ValidateLookupSettings(const LookupRequest& request);

// Its lists have kMaxFilterValues, all valid UTF-8; times are in order.
absl::Status ValidateLookupFilter(const LookupFilter& filter);

// Segment and context.
absl::Status ValidateLookupQuery(const LookupQuery& query);

}  // namespace presstm

#endif  // TM_STORE_LOOKUP_VALIDATION_H_
