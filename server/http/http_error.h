// Errors as HTTP tells them.
#ifndef SERVER_HTTP_HTTP_ERROR_H_
#define SERVER_HTTP_HTTP_ERROR_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/status.h"
#include "server/http/http_message.h"

namespace presstm {

// The HTTP status that google.rpc.Code names for a gRPC one; 200 for OK.
int HttpStatusOf(grpc::StatusCode code);

// Answers {"code": "NOT_FOUND", "message": ..., "reason": "MEMORY_NOT_FOUND",
// "request_id": ...}: what a gRPC client gets. An empty id is left out.
HttpResponse ErrorResponse(const grpc::Status& status,
                           absl::string_view request_id = "");
HttpResponse ErrorResponse(const absl::Status& status);

// The same with an HTTP status of its own.
HttpResponse ErrorResponse(int http_status, const absl::Status& status);

// 405; `allowed` are the methods there are: "GET, PUT".
HttpResponse MethodNotAllowed(absl::string_view allowed);

}  // namespace presstm

#endif  // SERVER_HTTP_HTTP_ERROR_H_
