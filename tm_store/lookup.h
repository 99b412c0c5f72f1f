// The way of a look-up: text, index, storage, score, ranking.
#ifndef TM_STORE_LOOKUP_H_
#define TM_STORE_LOOKUP_H_

#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"
#include "tm_store/index_registry.h"
#include "tm_store/model/match.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// Answers a valid `request` (validation.h). The source may be any variant of
// the language asked for, for Chinese in either script; the target must be in
// the script asked for, if one is. NotFound names an unknown memory; also the
// errors of the database and of `deadline`. Thread-safe.
absl::StatusOr<LookupResponse> RunLookup(TmDatabase& database,
                                         const IndexRegistry& indexes,
                                         const LookupRequest& request,
                                         const Deadline& deadline);

}  // namespace presstm

#endif  // TM_STORE_LOOKUP_H_
