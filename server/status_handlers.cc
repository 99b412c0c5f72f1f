#include "server/status_handlers.h"

#include "server/converters/server_status_converter.h"
#include "server/version.h"

namespace presstm {

absl::StatusOr<v1::GetVersionResponse> StatusHandlers::GetVersion(
    const v1::GetVersionRequest& /*request*/,
    const RequestContext& /*context*/) {
  v1::GetVersionResponse response;
  const absl::string_view version = ServerVersion();
  response.set_version(version.data(), version.size());
  return response;
}

absl::StatusOr<v1::ServerStatus> StatusHandlers::GetServerStatus(
    const v1::GetServerStatusRequest& /*request*/,
    const RequestContext& /*context*/) {
  return ToServerStatus(metrics_);
}

}  // namespace presstm
