#include "tests/server/access_fixture.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "server/embedded_server.h"

namespace presstm {
namespace {

std::filesystem::path MakeTemporaryFolder() {
  std::string pattern = testing::TempDir() + "/presstm_access_test_XXXXXX";
  return mkdtemp(pattern.data());
}

// Returns the token.
std::string MakeAdministrator(const std::string& db_path) {
  auto server = EmbeddedServer::Open(db_path);
  EXPECT_TRUE(server.ok()) << server.status();
  const auto stub = v1::AccessService::NewStub((*server)->channel());
  grpc::ClientContext grant_context;
  v1::SetGrantRequest grant;
  grant.mutable_grant()->set_identity("boss");
  grant.mutable_grant()->set_role(v1::ROLE_ADMINISTRATOR);
  v1::Grant granted;
  EXPECT_THAT(stub->SetGrant(&grant_context, grant, &granted), IsGrpcOk());
  grpc::ClientContext token_context;
  v1::CreateTokenRequest create;
  create.mutable_token()->set_identity("boss");
  v1::CreateTokenResponse created;
  EXPECT_THAT(stub->CreateToken(&token_context, create, &created), IsGrpcOk());
  return created.text();
}

}  // namespace

AccessTest::AccessTest() : folder_(MakeTemporaryFolder()) {
  boss_token_ = MakeAdministrator((folder_ / "test.db").string());
  Start();
}

AccessTest::~AccessTest() {
  stub_.reset();
  access_stub_.reset();
  channel_.reset();
  server_.reset();
  std::filesystem::remove_all(folder_);
}

void AccessTest::Start() {
  auto server = Server::Start({.db_path = (folder_ / "test.db").string(),
                               .listen = std::nullopt,
                               .requires_authentication = true});
  if (!server.ok()) {
    ADD_FAILURE() << server.status();
    std::abort();
  }
  server_ = *std::move(server);
  channel_ = server_->InProcessChannel();
  stub_ = v1::TranslationMemoryService::NewStub(channel_);
  access_stub_ = v1::AccessService::NewStub(channel_);
}

void AccessTest::Restart() {
  stub_.reset();
  access_stub_.reset();
  channel_.reset();
  server_.reset();
  Start();
}

void AccessTest::AddToken(const std::string& token,
                          grpc::ClientContext& context) {
  if (token.empty()) return;
  context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
}

v1::CreateTokenResponse AccessTest::CreateToken(const std::string& identity) {
  v1::CreateTokenRequest request;
  request.mutable_token()->set_identity(identity);
  v1::CreateTokenResponse response;
  EXPECT_THAT(CallAs(boss_token_, access_stub(), &AccessStub::CreateToken,
                     request, response),
              IsGrpcOk());
  return response;
}

void AccessTest::Grant(const std::string& identity, v1::Role role,
                       const std::string& memory) {
  v1::SetGrantRequest request;
  request.mutable_grant()->set_identity(identity);
  request.mutable_grant()->set_role(role);
  request.mutable_grant()->set_memory(memory);
  v1::Grant response;
  EXPECT_THAT(CallAs(boss_token_, access_stub(), &AccessStub::SetGrant, request,
                     response),
              IsGrpcOk());
}

std::string AccessTest::CreateMemory(const std::string& id) {
  v1::CreateMemoryRequest request;
  request.set_memory_id(id);
  v1::Memory response;
  EXPECT_THAT(
      CallAs(boss_token_, stub(), &Stub::CreateMemory, request, response),
      IsGrpcOk());
  return response.name();
}

v1::TranslationUnit AccessTest::CreateUnit(const std::string& parent,
                                           const v1::TranslationUnit& unit) {
  v1::CreateTranslationUnitRequest request;
  request.set_parent(parent);
  *request.mutable_translation_unit() = unit;
  v1::TranslationUnit response;
  EXPECT_THAT(CallAs(boss_token_, stub(), &Stub::CreateTranslationUnit, request,
                     response),
              IsGrpcOk());
  return response;
}

void AccessTest::RevokeToken(const std::string& name) {
  v1::DeleteTokenRequest request;
  request.set_name(name);
  google::protobuf::Empty response;
  EXPECT_THAT(CallAs(boss_token_, access_stub(), &AccessStub::DeleteToken,
                     request, response),
              IsGrpcOk());
}

std::vector<v1::Change> AccessTest::ListChanges(const std::string& parent) {
  v1::ListChangesRequest request;
  request.set_parent(parent);
  request.set_page_size(1000);
  v1::ListChangesResponse response;
  EXPECT_THAT(
      CallAs(boss_token_, stub(), &Stub::ListChanges, request, response),
      IsGrpcOk());
  return {response.changes().begin(), response.changes().end()};
}

}  // namespace presstm
