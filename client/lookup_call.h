// One look-up, and what to say if nothing was found.
#ifndef CLIENT_LOOKUP_CALL_H_
#define CLIENT_LOOKUP_CALL_H_

#include "absl/status/statusor.h"
#include "client/lookup_request.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// Makes the call. A default memory that was never made knows nothing. An
// error that an option is to blame for names it.
absl::StatusOr<v1::LookupResponse> AskLookup(Session& session,
                                             const v1::LookupRequest& request,
                                             const LookupFlags& flags);

// Says on stderr that `request`, made from `flags`, found nothing, and why,
// where there is a simple reason.
void PrintNothingFound(Session& session, const v1::LookupRequest& request,
                       const LookupFlags& flags);

}  // namespace presstm

#endif  // CLIENT_LOOKUP_CALL_H_
