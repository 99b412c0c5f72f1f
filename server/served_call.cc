#include "server/served_call.h"

#include "absl/time/clock.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/request_id.h"
#include "server/status_util.h"
#include "tm_store/base/error.h"

namespace presstm {

namespace {

// Whether the call was kept out, whatever it wanted.
bool IsRefusal(const absl::Status& status) {
  if (!absl::IsResourceExhausted(status)) {
    return absl::IsUnauthenticated(status);
  }
  return HasReason(status, ErrorReason::kTooManyCalls) ||
         HasReason(status, ErrorReason::kTooManyTransfers) ||
         HasReason(status, ErrorReason::kServerBusy);
}

}  // namespace

ServedCall::ServedCall(const Method& method, bool is_stream,
                       grpc::CallbackServerContext& context)
    : method_(method),
      is_stream_(is_stream),
      metrics_(&method.resources->metrics),
      context_(&context),
      request_id_(TakeRequestId(context)),
      start_(absl::Now()) {
  metrics_->BeginCall(method_.name);
}

absl::Duration ServedCall::End(const absl::Status& status, size_t request_bytes,
                               size_t response_bytes) const {
  const absl::Duration latency = absl::Now() - start_;
  metrics_->EndCall(method_.name, status, latency);
  if (IsRefusal(status)) LogRefusal(WireReason(status), PeerOf(*context_));
  // Whose the call is costs time to find out.
  if (!LogsCall(is_stream_, status, latency)) return latency;
  LogCall({.method = method_.name,
           .request_id = request_id_,
           .peer = PeerOf(*context_),
           .identity = Identity(),
           .is_stream = is_stream_,
           .status = status,
           .latency = latency,
           .request_bytes = request_bytes,
           .response_bytes = response_bytes});
  return latency;
}

std::string ServedCall::Identity() const {
  const auto caller = method_.resources->authenticator.Identify(*context_);
  return caller.ok() ? caller->identity() : "";
}

}  // namespace presstm
