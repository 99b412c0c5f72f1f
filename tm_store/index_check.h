// Whether the index in memory is what the database says.
#ifndef TM_STORE_INDEX_CHECK_H_
#define TM_STORE_INDEX_CHECK_H_

#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"
#include "tm_store/index_registry.h"
#include "tm_store/model/check_result.h"
#include "tm_store/storage/tm_database.h"
#include "tm_store/write_queue.h"

namespace presstm {

// See Maintenance::CheckIndex.
absl::StatusOr<CheckResult> CheckIndex(TmDatabase& database,
                                       const IndexRegistry& indexes,
                                       WriteQueue& writes,
                                       const Deadline& deadline);

}  // namespace presstm

#endif  // TM_STORE_INDEX_CHECK_H_
