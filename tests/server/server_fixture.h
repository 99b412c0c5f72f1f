// A server in the test's own process on a database of its own, and what tests
// of the services have in common.
#ifndef TESTS_SERVER_SERVER_FIXTURE_H_
#define TESTS_SERVER_SERVER_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "presstm/v1/error_details.pb.h"
#include "presstm/v1/translation_memory.grpc.pb.h"
#include "server/embedded_server.h"

namespace presstm {

// The details of an error, decoded as a client would.
struct ErrorDetails {
  std::string reason;
  std::string domain;
  std::string field;  // "" if none is named.
};
ErrorDetails DecodeDetails(const v1::Status& status);
ErrorDetails DecodeDetails(const grpc::Status& status);

// Matches a grpc::Status that is OK, or an error with `code`, `reason` and
// `field`.
MATCHER(IsGrpcOk, "is OK") {
  *result_listener << arg.error_code() << ": " << arg.error_message();
  return arg.ok();
}
MATCHER_P3(IsGrpcError, code, reason, field, "") {
  const ErrorDetails details = DecodeDetails(arg);
  *result_listener << arg.error_code() << ": " << arg.error_message() << " ["
                   << details.reason << ", " << details.field << "]";
  return arg.error_code() == code && details.reason == reason &&
         details.field == field && !arg.error_message().empty();
}

// A unit with one variant for each language and text.
v1::TranslationUnit MakeUnit(
    const std::vector<std::pair<std::string, std::string>>& texts);

class ServerTest : public testing::Test {
 protected:
  ServerTest();
  ~ServerTest() override;

  // Creates "memories/{id}" and returns that name.
  std::string CreateMemory(const std::string& id);
  // Writes a unit and returns it as stored.
  v1::TranslationUnit CreateUnit(const std::string& parent,
                                 const v1::TranslationUnit& unit);
  // All units of a memory.
  std::vector<v1::TranslationUnit> ListUnits(const std::string& parent);

  v1::TranslationMemoryService::Stub& stub() { return *stub_; }
  EmbeddedServer& server() { return *server_; }

  // Calls a unary method of the stub and puts the answer into `response`.
  template <typename Method, typename Request, typename Response>
  grpc::Status Call(Method method, const Request& request, Response& response) {
    grpc::ClientContext context;
    return (stub_.get()->*method)(&context, request, &response);
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<EmbeddedServer> server_;
  std::unique_ptr<v1::TranslationMemoryService::Stub> stub_;
};

}  // namespace presstm

#endif  // TESTS_SERVER_SERVER_FIXTURE_H_
