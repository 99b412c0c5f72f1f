#include "server/http/http_error.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "presstm/v1/error_details.pb.h"
#include "server/status_util.h"

namespace presstm {
namespace {

std::string ReasonOf(const grpc::Status& status) {
  v1::Status proto;
  if (!proto.ParseFromString(status.error_details())) return "";
  for (const google::protobuf::Any& detail : proto.details()) {
    v1::ErrorInfo info;
    if (absl::EndsWith(detail.type_url(), ".ErrorInfo") &&
        info.ParseFromString(detail.value())) {
      return info.reason();
    }
  }
  return "";
}

std::string NameOf(grpc::StatusCode code) {
  return absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
}

}  // namespace

int HttpStatusOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
      return 200;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::OUT_OF_RANGE:
      return 400;
    case grpc::StatusCode::UNAUTHENTICATED:
      return 401;
    case grpc::StatusCode::PERMISSION_DENIED:
      return 403;
    case grpc::StatusCode::NOT_FOUND:
      return 404;
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::ABORTED:
      return 409;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return 429;
    case grpc::StatusCode::CANCELLED:
      return 499;
    case grpc::StatusCode::UNIMPLEMENTED:
      return 501;
    case grpc::StatusCode::UNAVAILABLE:
      return 503;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return 504;
    default:
      return 500;
  }
}

HttpResponse ErrorResponse(const grpc::Status& status,
                           absl::string_view request_id) {
  nlohmann::ordered_json json = {{"code", NameOf(status.error_code())},
                                 {"message", status.error_message()}};
  const std::string reason = ReasonOf(status);
  if (!reason.empty()) json["reason"] = reason;
  if (!request_id.empty()) json["request_id"] = std::string(request_id);
  HttpResponse response;
  response.status = HttpStatusOf(status.error_code());
  // A message may quote what a client has sent.
  response.body = json.dump(-1, ' ', /*ensure_ascii=*/false,
                            nlohmann::json::error_handler_t::replace);
  if (response.status == 401) {
    // Not "Basic", at which a browser would ask for a password itself.
    response.headers.emplace_back("WWW-Authenticate",
                                  "Bearer realm=\"presstm\"");
  }
  return response;
}

HttpResponse ErrorResponse(const absl::Status& status) {
  return ErrorResponse(ToGrpcStatus(status));
}

HttpResponse ErrorResponse(int http_status, const absl::Status& status) {
  HttpResponse response = ErrorResponse(status);
  response.status = http_status;
  return response;
}

HttpResponse MethodNotAllowed(absl::string_view allowed) {
  HttpResponse response = ErrorResponse(
      405, absl::UnimplementedError(absl::StrCat("here are only ", allowed)));
  response.headers.emplace_back("Allow", std::string(allowed));
  return response;
}

}  // namespace presstm
