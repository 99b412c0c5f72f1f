// A server that requires authentication, and callers of each kind.
#ifndef TESTS_SERVER_ACCESS_FIXTURE_H_
#define TESTS_SERVER_ACCESS_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "presstm/v1/access.grpc.pb.h"
#include "presstm/v1/server_status.grpc.pb.h"
#include "presstm/v1/translation_memory.grpc.pb.h"
#include "server/server.h"
#include "tests/server/server_fixture.h"

namespace presstm {

class AccessTest : public testing::Test {
 protected:
  using Stub = v1::TranslationMemoryService::Stub;
  using AccessStub = v1::AccessService::Stub;

  // Makes "boss" an administrator without a server, as one begins.
  AccessTest();
  ~AccessTest() override;

  std::shared_ptr<grpc::Channel> channel() { return channel_; }
  Stub& stub() { return *stub_; }
  AccessStub& access_stub() { return *access_stub_; }
  const std::string& boss_token() const { return boss_token_; }

  // Closes the database and opens it again.
  void Restart();

  // Calls a unary method with a token, or without if it is "".
  template <typename AnyStub, typename Method, typename Request,
            typename Response>
  grpc::Status CallAs(const std::string& token, AnyStub& stub, Method method,
                      const Request& request, Response& response) {
    grpc::ClientContext context;
    AddToken(token, context);
    return (stub.*method)(&context, request, &response);
  }

  static void AddToken(const std::string& token, grpc::ClientContext& context);

  // What an administrator does, successfully.
  v1::CreateTokenResponse CreateToken(const std::string& identity);
  void Grant(const std::string& identity, v1::Role role,
             const std::string& memory = "");
  std::string CreateMemory(const std::string& id);
  v1::TranslationUnit CreateUnit(const std::string& parent,
                                 const v1::TranslationUnit& unit);
  void RevokeToken(const std::string& name);
  std::vector<v1::Change> ListChanges(const std::string& parent = "");

 private:
  void Start();

  std::filesystem::path folder_;
  std::string boss_token_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Stub> stub_;
  std::unique_ptr<AccessStub> access_stub_;
};

}  // namespace presstm

#endif  // TESTS_SERVER_ACCESS_FIXTURE_H_
