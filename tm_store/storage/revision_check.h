// Optimistic concurrency: whether what is to be changed is still what the
// caller has seen.
#ifndef TM_STORE_STORAGE_REVISION_CHECK_H_
#define TM_STORE_STORAGE_REVISION_CHECK_H_

#include <cstdint>

#include "absl/status/status.h"
#include "tm_store/model/ids.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Aborted with reason ETAG_MISMATCH, naming the current etag, if `expected` is
// not 0 and not the stored revision.
absl::Status CheckRevision(TranslationUnitId id, int64_t stored,
                           int64_t expected);
absl::Status CheckRevision(const Memory& stored, int64_t expected);

// NotFound with reason REVISION_NOT_FOUND.
absl::Status RevisionNotFoundError(TranslationUnitId id, int64_t revision);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_REVISION_CHECK_H_
