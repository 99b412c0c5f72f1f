#include "server/request_context.h"

#include <chrono>

#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxUserBytes = 200;

absl::Time DeadlineOf(const grpc::CallbackServerContext& context) {
  const auto deadline = context.deadline();
  if (deadline == std::chrono::system_clock::time_point::max()) {
    return absl::InfiniteFuture();
  }
  return absl::FromChrono(deadline);
}

}  // namespace

absl::StatusOr<RequestContext> MakeRequestContext(
    const grpc::CallbackServerContext& context, const Method& method) {
  RequestContext result;
  result.role = method.role;
  result.deadline = {.time = DeadlineOf(context),
                     .cancelled = [&context] { return context.IsCancelled(); }};
  PRESSTM_RETURN_IF_ERROR(result.deadline.Check());
  PRESSTM_ASSIGN_OR_RETURN(result.caller,
                           method.authenticator->Identify(context));
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
