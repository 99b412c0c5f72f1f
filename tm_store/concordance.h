// The way of a concordance search: text, index, storage, places in the text.
#ifndef TM_STORE_CONCORDANCE_H_
#define TM_STORE_CONCORDANCE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"
#include "tm_store/lookup.h"
#include "tm_store/model/concordance.h"

namespace presstm {

// InvalidArgument with a reason and the field of the API at fault.
absl::Status ValidateConcordance(const ConcordanceRequest& request);

// Answers a valid `request`. Text and segments are compared as they are for
// occurrences (text/occurrences.h). NotFound names an unknown memory; also the
// errors of the database and of `deadline`. Thread-safe.
absl::StatusOr<ConcordanceResponse> RunConcordance(
    const LookupSources& sources, const ConcordanceRequest& request,
    const Deadline& deadline);

}  // namespace presstm

#endif  // TM_STORE_CONCORDANCE_H_
