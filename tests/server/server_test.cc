// What the server does besides its service: health, reflection, sockets, its
// beginning and its end.
#include "server/server.h"

#include <filesystem>
#include <string>

#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

constexpr char kService[] = "presstm.v1.TranslationMemoryService";

// Sends one message to a method known by name only and returns the first
// answer's bytes, or "" and the call's status.
std::string CallRaw(const std::shared_ptr<grpc::Channel>& channel,
                    const std::string& method, const std::string& request,
                    grpc::Status& status) {
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  grpc::GenericStub stub(channel);
  const auto call = stub.PrepareCall(&context, method, &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(nullptr);
  queue.Next(&tag, &ok);
  const grpc::Slice slice(request);
  call->Write(grpc::ByteBuffer(&slice, 1), nullptr);
  queue.Next(&tag, &ok);
  call->WritesDone(nullptr);
  queue.Next(&tag, &ok);
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  queue.Next(&tag, &ok);
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (ok && response.Dump(&slices).ok()) {
    for (const grpc::Slice& part : slices) {
      bytes.append(reinterpret_cast<const char*>(part.begin()), part.size());
    }
  }
  call->Finish(&status, nullptr);
  queue.Next(&tag, &ok);
  return bytes;
}

// The status enum of grpc.health.v1 that Check answers: 1 SERVING, 2
// NOT_SERVING; -1 on error.
int CheckHealth(const std::shared_ptr<grpc::Channel>& channel,
                const std::string& service) {
  std::string request;
  if (!service.empty()) {
    request =
        "\x0a" + std::string(1, static_cast<char>(service.size())) + service;
  }
  grpc::Status status;
  const std::string response =
      CallRaw(channel, "/grpc.health.v1.Health/Check", request, status);
  if (!status.ok() || response.size() != 2 || response[0] != '\x08') return -1;
  return response[1];
}

class EmbeddedServerTest : public ServerTest {};

TEST_F(EmbeddedServerTest, ReportsHealth) {
  EXPECT_EQ(CheckHealth(server().channel(), ""), 1);
  EXPECT_EQ(CheckHealth(server().channel(), kService), 1);
  EXPECT_EQ(CheckHealth(server().channel(), "other.Service"), -1);
}

TEST_F(EmbeddedServerTest, ListsItsServices) {
  grpc::Status status;
  const std::string response =
      CallRaw(server().channel(),
              "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
              std::string("\x3a\x00", 2), status);
  EXPECT_THAT(status, IsGrpcOk());
  EXPECT_NE(response.find(kService), std::string::npos);
}

TEST_F(EmbeddedServerTest, UnknownMethodsAreUnimplemented) {
  grpc::Status status;
  CallRaw(server().channel(), std::string("/") + kService + "/Frobnicate", "",
          status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(EmbeddedServerTest, BytesThatAreNoMessageAreInvalid) {
  grpc::Status status;
  CallRaw(server().channel(), std::string("/") + kService + "/GetMemory",
          "\xff\xff", status);
  EXPECT_THAT(status, IsGrpcError(grpc::StatusCode::INVALID_ARGUMENT,
                                  "INVALID_ARGUMENT", ""));
}

TEST(EmbeddedServerOpenTest, FailsWithoutAFolder) {
  EXPECT_THAT(EmbeddedServer::Open("/nowhere/at/all/press.db"),
              IsCode(absl::StatusCode::kNotFound));
}

class SocketServerTest : public testing::Test {
 protected:
  SocketServerTest() {
    std::string pattern = testing::TempDir() + "/presstm_socket_test_XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~SocketServerTest() override { std::filesystem::remove_all(folder_); }

  absl::StatusOr<std::unique_ptr<Server>> Start(const std::string& file,
                                                int port) {
    return Server::Start({.db_path = (folder_ / file).string(),
                          .listen = ListenAddress{"127.0.0.1", port}});
  }
  static std::shared_ptr<grpc::Channel> Connect(const Server& server) {
    return grpc::CreateChannel(ToString(*server.address()),
                               grpc::InsecureChannelCredentials());
  }

  std::filesystem::path folder_;
};

TEST_F(SocketServerTest, ServesOnAFreePort) {
  ASSERT_OK_AND_ASSIGN(const auto server, Start("a.db", 0));
  EXPECT_GT(server->address()->port, 0);
  const auto stub = v1::TranslationMemoryService::NewStub(Connect(*server));
  grpc::ClientContext context;
  v1::CreateMemoryRequest request;
  request.set_memory_id("press");
  v1::Memory memory;
  EXPECT_THAT(stub->CreateMemory(&context, request, &memory), IsGrpcOk());
}

TEST_F(SocketServerTest, RefusesATakenPort) {
  ASSERT_OK_AND_ASSIGN(const auto server, Start("a.db", 0));
  EXPECT_THAT(Start("b.db", server->address()->port),
              IsCode(absl::StatusCode::kUnavailable));
}

TEST_F(SocketServerTest, RefusesLargeMessages) {
  ASSERT_OK_AND_ASSIGN(const auto server, Start("a.db", 0));
  const auto stub = v1::TranslationMemoryService::NewStub(Connect(*server));
  grpc::ClientContext context;
  v1::LookupRequest request;
  request.mutable_query()->set_text(std::string(5 << 20, 'x'));
  v1::LookupResponse response;
  EXPECT_EQ(stub->Lookup(&context, request, &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(SocketServerTest, TakesNoCallsAfterShutdown) {
  ASSERT_OK_AND_ASSIGN(const auto server, Start("a.db", 0));
  const auto channel = Connect(*server);
  EXPECT_EQ(CheckHealth(channel, kService), 1);
  server->Shutdown(absl::Seconds(1));
  EXPECT_EQ(CheckHealth(channel, kService), -1);
}

// An import whose client sends nothing more must not keep the server alive
// beyond its grace.
TEST_F(SocketServerTest, ShutdownCancelsAStalledStream) {
  ASSERT_OK_AND_ASSIGN(const auto server, Start("a.db", 0));
  const auto stub = v1::TranslationMemoryService::NewStub(Connect(*server));
  grpc::ClientContext create_context;
  v1::CreateMemoryRequest create;
  create.set_memory_id("press");
  v1::Memory memory;
  ASSERT_THAT(stub->CreateMemory(&create_context, create, &memory), IsGrpcOk());
  grpc::ClientContext context;
  const auto stream = stub->ImportTmx(&context);
  v1::ImportTmxRequest config;
  config.mutable_config()->set_parent("memories/press");
  ASSERT_TRUE(stream->Write(config));
  server->Shutdown(absl::Milliseconds(50));
  v1::ImportTmxResponse response;
  while (stream->Read(&response)) {
  }
  EXPECT_FALSE(stream->Finish().ok());
}

}  // namespace
}  // namespace presstm
