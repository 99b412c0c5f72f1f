// Whether what is stored of translation units makes sense.
#ifndef TM_STORE_STORAGE_UNIT_CHECK_H_
#define TM_STORE_STORAGE_UNIT_CHECK_H_

#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"
#include "tm_store/model/check_result.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Reads every unit and checks: it can be read, has variants, segment keys that
// are those of its segments, and a memory; the last row about it in the change
// log, if there is one, says its revision. Then: memories have as many units
// as they say; earlier states in the change log can be read. Works in the
// caller's transaction. The error of `deadline`, which is asked now and then.
absl::StatusOr<CheckResult> CheckUnits(SqliteConnection& connection,
                                       const Deadline& deadline);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_CHECK_H_
