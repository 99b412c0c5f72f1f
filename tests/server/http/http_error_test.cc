#include "server/http/http_error.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "server/status_util.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

TEST(HttpErrorTest, HasAStatusForEachCode) {
  using grpc::StatusCode;
  const std::pair<StatusCode, int> rows[] = {
      {StatusCode::OK, 200},
      {StatusCode::INVALID_ARGUMENT, 400},
      {StatusCode::FAILED_PRECONDITION, 400},
      {StatusCode::OUT_OF_RANGE, 400},
      {StatusCode::UNAUTHENTICATED, 401},
      {StatusCode::PERMISSION_DENIED, 403},
      {StatusCode::NOT_FOUND, 404},
      {StatusCode::ALREADY_EXISTS, 409},
      {StatusCode::ABORTED, 409},
      {StatusCode::RESOURCE_EXHAUSTED, 429},
      {StatusCode::CANCELLED, 499},
      {StatusCode::UNKNOWN, 500},
      {StatusCode::INTERNAL, 500},
      {StatusCode::DATA_LOSS, 500},
      {StatusCode::UNIMPLEMENTED, 501},
      {StatusCode::UNAVAILABLE, 503},
      {StatusCode::DEADLINE_EXCEEDED, 504},
  };
  for (const auto& [code, status] : rows) {
    EXPECT_EQ(HttpStatusOf(code), status) << code;
  }
}

TEST(HttpErrorTest, TellsWhatAGrpcClientIsTold) {
  const grpc::Status status = ToGrpcStatus(
      MakeError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound,
                "there is no memory \"기사\""));
  const HttpResponse response = ErrorResponse(status, "id-1");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.content_type, "application/json");
  const auto json = nlohmann::json::parse(response.body);
  EXPECT_EQ(json, (nlohmann::json{{"code", "NOT_FOUND"},
                                  {"message", "there is no memory \"기사\""},
                                  {"reason", "MEMORY_NOT_FOUND"},
                                  {"request_id", "id-1"}}));
}

TEST(HttpErrorTest, NamesTheWayToLogInAndTheMethods) {
  const HttpResponse login =
      ErrorResponse(absl::UnauthenticatedError("who are you?"));
  ASSERT_EQ(login.headers.size(), 1);
  EXPECT_EQ(login.headers[0].first, "WWW-Authenticate");
  const HttpResponse method = MethodNotAllowed("GET, PUT");
  EXPECT_EQ(method.status, 405);
  ASSERT_EQ(method.headers.size(), 1);
  EXPECT_EQ(method.headers[0].second, "GET, PUT");
}

}  // namespace
}  // namespace presstm
