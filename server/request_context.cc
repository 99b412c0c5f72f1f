#include "server/request_context.h"

#include <chrono>

#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "server/rate_limiter.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxUserBytes = 200;

absl::Time DeadlineOf(const grpc::CallbackServerContext& context,
                      absl::Time now, absl::Duration default_timeout) {
  const auto deadline = context.deadline();
  if (deadline == std::chrono::system_clock::time_point::max()) {
    return now + default_timeout;
  }
  return absl::FromChrono(deadline);
}

// "ipv4:10.1.2.3:52114" without the port, which is new with each connection.
std::string AddressOf(const grpc::CallbackServerContext& context) {
  const std::string peer = PeerOf(context);
  return peer.substr(0, peer.rfind(':'));
}

}  // namespace

std::string PeerOf(const grpc::CallbackServerContext& context) {
  // As gRPC writes "ipv6:[::1]:7411": as a URI.
  std::string peer = absl::StrReplaceAll(
      context.peer(), {{"%5B", "["}, {"%5D", "]"}, {"%25", "%"}});
  // Only the channel within the process is not some "ipv4:..." or "unix:...".
  if (peer.find(':') != std::string::npos) return peer;
  const auto& metadata = context.client_metadata();
  const auto forwarded = metadata.find(kForwardedPeerMetadataKey);
  if (forwarded == metadata.end()) return peer;
  return std::string(forwarded->second.data(), forwarded->second.size());
}

std::string NameOfCounted(const Caller& caller,
                          const grpc::CallbackServerContext& context) {
  return caller.identity().empty() ? AddressOf(context) : caller.identity();
}

std::string NameOfCaller(const grpc::CallbackServerContext& context,
                         const ServiceResources& resources) {
  const auto caller = resources.authenticator.Identify(context);
  return caller.ok() ? NameOfCounted(*caller, context) : AddressOf(context);
}

absl::Status RequestContext::CountCall(absl::Time now) const {
  return resources->rate_limiter.Take(counted_as, now);
}

absl::StatusOr<RequestContext> MakeRequestContext(
    const grpc::CallbackServerContext& context, const Method& method,
    absl::Duration default_timeout) {
  const ServiceResources& resources = *method.resources;
  const absl::Time now = absl::Now();
  RequestContext result;
  result.role = method.role;
  result.resources = &resources;
  result.deadline = {.time = DeadlineOf(context, now, default_timeout),
                     .cancelled = [&context] { return context.IsCancelled(); }};
  PRESSTM_RETURN_IF_ERROR(result.deadline.Check());
  absl::StatusOr<Caller> caller = resources.authenticator.Identify(context);
  if (!caller.ok()) {
    // Those who are not let in are counted too: guessing must not be fast.
    PRESSTM_RETURN_IF_ERROR(
        resources.rate_limiter.Take(AddressOf(context), now));
    return caller.status();
  }
  result.caller = *std::move(caller);
  if (resources.rate_limiter.limits()) {
    result.counted_as = NameOfCounted(result.caller, context);
    PRESSTM_RETURN_IF_ERROR(result.CountCall(now));
  }
  if (!result.caller.identity().empty()) {
    result.user = result.caller.identity();
    return result;
  }
  const auto& metadata = context.client_metadata();
  if (const auto user = metadata.find(kUserMetadataKey);
      user != metadata.end()) {
    result.user.assign(user->second.data(), user->second.size());
  }
  if (result.user.size() > kMaxUserBytes || !IsValidUtf8(result.user)) {
    return InvalidArgument(ErrorReason::kInvalidUtf8,
                           "the metadata presstm-user-bin must be UTF-8 of at "
                           "most 200 bytes");
  }
  return result;
}

}  // namespace presstm
