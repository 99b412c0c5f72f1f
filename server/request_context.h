// What a handler knows of a call besides the request.
#ifndef SERVER_REQUEST_CONTEXT_H_
#define SERVER_REQUEST_CONTEXT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/server_context.h"
#include "server/caller.h"
#include "server/metrics.h"
#include "server/request_scope.h"
#include "tm_store/base/deadline.h"
#include "tm_store/model/access.h"

namespace presstm {

// A method of a service.
struct Method {
  absl::string_view name;  // A literal.
  Role role;               // What it needs: see method_rights.h.
  const Authenticator* authenticator;
  Metrics* metrics;  // May be null.
};

struct RequestContext {
  // Whether the caller may make this call with a request about `scope`: asked
  // before anything is done. The errors of Caller::Check.
  absl::Status CheckRights(const RequestScope& scope) const {
    return caller.Check(role, scope);
  }

  Deadline deadline;  // Asks `context` below: valid until the call ends.
  Caller caller;
  Role role = Role::kNone;  // What the method needs.
  // Who writes: the caller's identity or, if it has none, the name that the
  // client gives; "" if it does not.
  std::string user;
};

// The metadata key with the user's name in UTF-8.
inline constexpr char kUserMetadataKey[] = "presstm-user-bin";

// The errors of Authenticator::Identify. InvalidArgument if the user's name is
// not valid UTF-8 or has more than 200 bytes. The error of the deadline if the
// call is over already.
absl::StatusOr<RequestContext> MakeRequestContext(
    const grpc::CallbackServerContext& context, const Method& method);

}  // namespace presstm

#endif  // SERVER_REQUEST_CONTEXT_H_
