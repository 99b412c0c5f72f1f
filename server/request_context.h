// What a handler knows of a call besides the request.
#ifndef SERVER_REQUEST_CONTEXT_H_
#define SERVER_REQUEST_CONTEXT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "server/caller.h"
#include "server/request_scope.h"
#include "server/service_resources.h"
#include "tm_store/base/deadline.h"
#include "tm_store/model/access.h"

namespace presstm {

// A method of a service.
struct Method {
  absl::string_view name;  // A literal.
  Role role;               // What it needs: see method_rights.h.
  const ServiceResources* resources;
};

struct RequestContext {
  // Whether the caller may make this call with a request about `scope`: asked
  // before anything is done. The errors of Caller::Check.
  absl::Status CheckRights(const RequestScope& scope) const {
    return caller.Check(role, scope);
  }
  // Counts one more call of the caller's; the first is counted when this is
  // made. The errors of RateLimiter::Take.
  absl::Status CountCall(absl::Time now) const;

  Deadline deadline;  // Asks `context` below: valid until the call ends.
  Caller caller;
  Role role = Role::kNone;  // What the method needs.
  const ServiceResources* resources = nullptr;
  // Whose calls are counted together; "" if nobody's are.
  std::string counted_as;
  // Who writes: the caller's identity or, if it has none, the name that the
  // client gives; "" if it does not.
  std::string user;
};

// The metadata key with the user's name in UTF-8.
inline constexpr char kUserMetadataKey[] = "presstm-user-bin";

// The metadata key with the address of a caller whose call comes by way of
// this process, from its HTTP listener: "ipv4:10.1.2.3:52114".
inline constexpr char kForwardedPeerMetadataKey[] = "presstm-forwarded-peer";

// Who calls, in gRPC's form. A peer elsewhere cannot pass for another.
std::string PeerOf(const grpc::CallbackServerContext& context);

// By what name the calls of `caller` are counted: its identity or, if it has
// none, its address.
std::string NameOfCounted(const Caller& caller,
                          const grpc::CallbackServerContext& context);

// The same of who makes a call; its address if it will not be let in.
std::string NameOfCaller(const grpc::CallbackServerContext& context,
                         const ServiceResources& resources);

// A call without a deadline gets one after `default_timeout`. The errors of
// Authenticator::Identify and RateLimiter::Take. InvalidArgument if the user's
// name is not valid UTF-8 or has more than 200 bytes. The error of the deadline
// if the call is over already.
absl::StatusOr<RequestContext> MakeRequestContext(
    const grpc::CallbackServerContext& context, const Method& method,
    absl::Duration default_timeout);

}  // namespace presstm

#endif  // SERVER_REQUEST_CONTEXT_H_
