#include "server/served_call.h"

#include "absl/time/clock.h"
#include "server/log.h"
#include "server/request_id.h"

namespace presstm {

ServedCall::ServedCall(absl::string_view method, bool is_stream,
                       grpc::CallbackServerContext& context, Metrics* metrics)
    : method_(method),
      is_stream_(is_stream),
      context_(&context),
      metrics_(metrics),
      request_id_(TakeRequestId(context)),
      start_(absl::Now()) {
  if (metrics_ != nullptr) metrics_->BeginCall(method_);
}

void ServedCall::End(const absl::Status& status, size_t request_bytes,
                     size_t response_bytes) const {
  const absl::Duration latency = absl::Now() - start_;
  if (metrics_ != nullptr) metrics_->EndCall(method_, status.code(), latency);
  // Whose the call is costs time to find out.
  if (!LogsCall(is_stream_, status, latency)) return;
  LogCall({.method = method_,
           .request_id = request_id_,
           .peer = context_->peer(),
           .is_stream = is_stream_,
           .status = status,
           .latency = latency,
           .request_bytes = request_bytes,
           .response_bytes = response_bytes});
}

}  // namespace presstm
