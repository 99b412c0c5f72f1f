// What a handler knows of a call besides the request.
#ifndef SERVER_REQUEST_CONTEXT_H_
#define SERVER_REQUEST_CONTEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/server_context.h"
#include "tm_store/base/deadline.h"

namespace presstm {

struct RequestContext {
  Deadline deadline;  // Asks `context` below: valid until the call ends.
  std::string user;   // Who asks; "" if the client does not say.
};

// The metadata key with the user's name in UTF-8.
inline constexpr char kUserMetadataKey[] = "presstm-user-bin";

// InvalidArgument if the user's name is not valid UTF-8 or has more than 200
// bytes. The error of the deadline if the call is over already.
absl::StatusOr<RequestContext> MakeRequestContext(
    const grpc::CallbackServerContext& context);

}  // namespace presstm

#endif  // SERVER_REQUEST_CONTEXT_H_
