#include "server/served_call.h"

#include "absl/time/clock.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/request_id.h"

namespace presstm {

ServedCall::ServedCall(const Method& method, bool is_stream,
                       grpc::CallbackServerContext& context)
    : method_(method),
      is_stream_(is_stream),
      metrics_(method.resources->metrics),
      context_(&context),
      request_id_(TakeRequestId(context)),
      start_(absl::Now()) {
  if (metrics_ != nullptr) metrics_->BeginCall(method_.name);
}

absl::Duration ServedCall::End(const absl::Status& status, size_t request_bytes,
                               size_t response_bytes) const {
  const absl::Duration latency = absl::Now() - start_;
  if (metrics_ != nullptr) {
    metrics_->EndCall(method_.name, status.code(), latency);
  }
  // Whose the call is costs time to find out.
  if (!LogsCall(is_stream_, status, latency)) return latency;
  LogCall({.method = method_.name,
           .request_id = request_id_,
           .peer = PeerOf(*context_),
           .is_stream = is_stream_,
           .status = status,
           .latency = latency,
           .request_bytes = request_bytes,
           .response_bytes = response_bytes});
  return latency;
}

}  // namespace presstm
