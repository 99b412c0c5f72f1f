// Whether what is stored survives an export as TMX.
#ifndef TM_STORE_ROUND_TRIP_CHECK_H_
#define TM_STORE_ROUND_TRIP_CHECK_H_

#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"
#include "tm_store/model/check_result.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// Writes every unit as TMX and reads it back. What TMX cannot hold is not
// looked at: ids, fractions of a second, what inline codes have besides kind,
// place, number and content, and the kind of one whose other end is missing.
absl::StatusOr<CheckResult> CheckTmxRoundTrip(TmDatabase& database,
                                              const Deadline& deadline);

}  // namespace presstm

#endif  // TM_STORE_ROUND_TRIP_CHECK_H_
