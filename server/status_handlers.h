// What the calls about the server itself do.
#ifndef SERVER_STATUS_HANDLERS_H_
#define SERVER_STATUS_HANDLERS_H_

#include "absl/status/statusor.h"
#include "presstm/v1/server_status.pb.h"
#include "server/metrics.h"
#include "server/request_context.h"

namespace presstm {

// One function a method; their contracts are in the proto. Thread-safe.
class StatusHandlers {
 public:
  // `metrics` must outlive this.
  explicit StatusHandlers(const Metrics& metrics) : metrics_(metrics) {}

  absl::StatusOr<v1::GetVersionResponse> GetVersion(
      const v1::GetVersionRequest& request, const RequestContext& context);
  absl::StatusOr<v1::ServerStatus> GetServerStatus(
      const v1::GetServerStatusRequest& request, const RequestContext& context);

 private:
  const Metrics& metrics_;
};

}  // namespace presstm

#endif  // SERVER_STATUS_HANDLERS_H_
