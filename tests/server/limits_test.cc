// What the server refuses to who wants too much, and that nobody is kept
// waiting by those who only hold something.
#include "server/limits.h"

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/server.h"
#include "tests/server/server_fixture.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using ::testing::HasSubstr;
using Stub = v1::TranslationMemoryService::Stub;
using LookupStream =
    grpc::ClientReaderWriter<v1::StreamLookupRequest, v1::StreamLookupResponse>;

class LimitsTest : public testing::Test {
 protected:
  LimitsTest() {
    std::string name = testing::TempDir() + "/presstm_limits_XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~LimitsTest() override {
    stub_.reset();
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  // On loopback, with one thread for each kind of work.
  void Start(const Limits& limits, bool requires_authentication = false) {
    auto server =
        Server::Start({.db_path = folder_ + "/tm.db",
                       .listen = ListenAddress{"127.0.0.1", 0},
                       .requires_authentication = requires_authentication,
                       .unary_threads = 1,
                       .write_threads = 1,
                       .transfer_threads = 1,
                       .limits = limits});
    ASSERT_OK(server);
    server_ = *std::move(server);
    stub_ = v1::TranslationMemoryService::NewStub(grpc::CreateChannel(
        ToString(*server_->address()), grpc::InsecureChannelCredentials()));
  }

  template <typename Method, typename Request, typename Response>
  grpc::Status Call(Method method, const Request& request, Response& response) {
    grpc::ClientContext context;
    return (stub_.get()->*method)(&context, request, &response);
  }

  grpc::Status CreateMemory() {
    v1::CreateMemoryRequest request;
    request.set_memory_id("m");
    v1::Memory memory;
    return Call(&Stub::CreateMemory, request, memory);
  }
  grpc::Status ListMemories() {
    v1::ListMemoriesResponse response;
    return Call(&Stub::ListMemories, v1::ListMemoriesRequest(), response);
  }

  static v1::StreamLookupRequest Config() {
    v1::StreamLookupRequest request;
    request.mutable_config()->set_source_language_code("en");
    request.mutable_config()->set_target_language_code("ko");
    request.mutable_config()->add_memories()->set_memory("memories/m");
    return request;
  }
  static v1::StreamLookupRequest Query(const std::string& text) {
    v1::StreamLookupRequest request;
    request.mutable_queries()->add_queries()->mutable_query()->set_text(text);
    return request;
  }

  std::string folder_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Stub> stub_;
};

TEST_F(LimitsTest, StreamsThatWaitKeepNobodyWaiting) {
  constexpr int kStreams = 120;
  Start({});
  ASSERT_THAT(CreateMemory(), IsGrpcOk());
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<LookupStream>> streams;
  for (int k = 0; k < kStreams; ++k) {
    contexts.push_back(std::make_unique<grpc::ClientContext>());
    streams.push_back(stub_->StreamLookup(contexts.back().get()));
    ASSERT_TRUE(streams.back()->Write(Config()));
  }
  // All are open, and each is answered whenever it asks.
  for (int round = 0; round < 2; ++round) {
    for (const auto& stream : streams) {
      ASSERT_TRUE(stream->Write(Query("The press")));
      v1::StreamLookupResponse response;
      ASSERT_TRUE(stream->Read(&response));
      EXPECT_EQ(response.results_size(), 1);
    }
    EXPECT_THAT(ListMemories(), IsGrpcOk());
  }
  for (const auto& stream : streams) {
    stream->WritesDone();
    EXPECT_THAT(stream->Finish(), IsGrpcOk());
  }
}

TEST_F(LimitsTest, AClientThatTakesNothingKeepsNobodyWaiting) {
  Start({});
  ASSERT_THAT(CreateMemory(), IsGrpcOk());
  grpc::ClientContext context;
  const auto greedy = stub_->StreamLookup(&context);
  ASSERT_TRUE(greedy->Write(Config()));
  // Until the server reads no more of it, since nobody takes its answers.
  std::thread asking([&] {
    v1::StreamLookupRequest many;
    for (int k = 0; k < 1'000; ++k) {
      many.mutable_queries()->add_queries()->mutable_query()->set_text(
          std::string(1'000, 'x'));
    }
    while (greedy->Write(many)) {
    }
  });
  for (int k = 0; k < 50; ++k) {
    grpc::ClientContext other_context;
    const auto other = stub_->StreamLookup(&other_context);
    ASSERT_TRUE(other->Write(Config()));
    ASSERT_TRUE(other->Write(Query("The press")));
    v1::StreamLookupResponse response;
    ASSERT_TRUE(other->Read(&response));
    other->WritesDone();
    EXPECT_THAT(other->Finish(), IsGrpcOk());
  }
  context.TryCancel();
  asking.join();
  EXPECT_EQ(greedy->Finish().error_code(), StatusCode::CANCELLED);
}

TEST_F(LimitsTest, RefusesCallsBeyondTheRate) {
  Start({.calls_per_second = 3});
  int refused = 0;
  for (int k = 0; k < 500 && refused == 0; ++k) {
    const grpc::Status status = ListMemories();
    if (status.ok()) continue;
    ++refused;
    EXPECT_EQ(status.error_code(), StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_THAT(status.error_message(), HasSubstr("--max-calls-per-second"));
  }
  EXPECT_EQ(refused, 1);
}

TEST_F(LimitsTest, CountsTheMessagesOfAStreamAsCalls) {
  Start({.calls_per_second = 20});
  ASSERT_THAT(CreateMemory(), IsGrpcOk());
  grpc::ClientContext context;
  const auto stream = stub_->StreamLookup(&context);
  stream->Write(Config());
  while (stream->Write(Query("The press"))) {
  }
  v1::StreamLookupResponse response;
  while (stream->Read(&response)) {  // Else the end is not reached.
  }
  EXPECT_EQ(stream->Finish().error_code(), StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(LimitsTest, GivesCallsADeadlineThatHaveNone) {
  Start({.default_deadline = absl::Nanoseconds(1)});
  EXPECT_EQ(ListMemories().error_code(), StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(LimitsTest, RefusesAFileThatIsTooLarge) {
  Start({.import_bytes = 1'000});
  ASSERT_THAT(CreateMemory(), IsGrpcOk());
  grpc::ClientContext context;
  const auto import = stub_->ImportTmx(&context);
  v1::ImportTmxRequest request;
  request.mutable_config()->set_parent("memories/m");
  ASSERT_TRUE(import->Write(request));
  request.set_chunk(std::string(600, ' '));
  while (import->Write(request)) {
  }
  v1::ImportTmxResponse response;
  while (import->Read(&response)) {
  }
  const grpc::Status status = import->Finish();
  EXPECT_EQ(status.error_code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(status.error_message(), HasSubstr("more than 1000 bytes"));
  EXPECT_THAT(status.error_message(), HasSubstr("--max-import-bytes"));
}

// Each by its own name, so that all the threads are never one caller's.
TEST_F(LimitsTest, RefusesMoreTransfersOfOneCallerThanItsPlaces) {
  Start({.transfers_per_caller = 1});
  ASSERT_THAT(CreateMemory(), IsGrpcOk());
  v1::ImportTmxRequest request;
  request.mutable_config()->set_parent("memories/m");
  request.mutable_config()->set_format(v1::FILE_FORMAT_TSV);
  grpc::ClientContext context;
  const auto import = stub_->ImportTmx(&context);
  ASSERT_TRUE(import->Write(request));
  // Enough for the server to tell of its progress: then it has its place.
  std::string table = "en\tko\n";
  for (int k = 0; k < 1'500; ++k) absl::StrAppend(&table, k, "\t", k, "\n");
  request.set_chunk(table);
  ASSERT_TRUE(import->Write(request));
  v1::ImportTmxResponse response;
  ASSERT_TRUE(import->Read(&response));
  v1::VerifyDatabaseResponse verified;
  const auto verify = [&] {
    grpc::ClientContext verify_context;
    const auto call =
        stub_->VerifyDatabase(&verify_context, v1::VerifyDatabaseRequest());
    while (call->Read(&verified)) {
    }
    return call->Finish();
  };
  const grpc::Status refused = verify();
  EXPECT_EQ(refused.error_code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(refused.error_message(), HasSubstr("--max-transfers-per-caller"));
  EXPECT_THAT(ListMemories(), IsGrpcOk());
  import->WritesDone();
  while (import->Read(&response)) {
  }
  EXPECT_THAT(import->Finish(), IsGrpcOk());
  EXPECT_THAT(verify(), IsGrpcOk());
}

TEST_F(LimitsTest, RefusesAMessageThatIsTooLarge) {
  Start({});
  v1::LookupRequest request;
  request.mutable_query()->set_text(std::string(5 << 20, 'x'));
  v1::LookupResponse response;
  const grpc::Status status = Call(&Stub::Lookup, request, response);
  EXPECT_EQ(status.error_code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(status.error_message(), HasSubstr("4194304"));
}

// Whoever guesses tokens is held up like everyone else.
TEST_F(LimitsTest, CallsThatAreNotLetInCountForTheirAddress) {
  Start({.calls_per_second = 2}, /*requires_authentication=*/true);
  std::vector<grpc::StatusCode> codes;
  for (int k = 0; k < 20; ++k) {
    v1::ListMemoriesResponse page;
    codes.push_back(Call(&Stub::ListMemories, v1::ListMemoriesRequest(), page)
                        .error_code());
  }
  EXPECT_EQ(codes.front(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(codes, testing::Contains(grpc::StatusCode::RESOURCE_EXHAUSTED));
}

}  // namespace
}  // namespace presstm
