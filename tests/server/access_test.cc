// Tokens, roles and authors as clients see them. Which role each method needs
// is the matrix's (access_matrix_test.cc).
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/server/access_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class AccessCallsTest : public AccessTest {
 protected:
  grpc::Status WhoAmI(const std::string& token,
                      v1::GetIdentityResponse& response) {
    return CallAs(token, access_stub(), &AccessStub::GetIdentity,
                  v1::GetIdentityRequest(), response);
  }
  grpc::Status WhoAmI(const std::string& token) {
    v1::GetIdentityResponse response;
    return WhoAmI(token, response);
  }

  grpc::Status Get(const std::string& token, const std::string& memory) {
    v1::GetMemoryRequest request;
    request.set_name(memory);
    v1::Memory response;
    return CallAs(token, stub(), &Stub::GetMemory, request, response);
  }

  std::vector<std::string> ListMemories(const std::string& token,
                                        int page_size = 0) {
    std::vector<std::string> names;
    v1::ListMemoriesRequest request;
    request.set_page_size(page_size);
    do {
      v1::ListMemoriesResponse response;
      EXPECT_THAT(CallAs(token, stub(), &Stub::ListMemories, request, response),
                  IsGrpcOk());
      for (const v1::Memory& memory : response.memories()) {
        names.push_back(memory.name());
      }
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  std::vector<v1::Token> ListTokens(int page_size = 0) {
    std::vector<v1::Token> tokens;
    v1::ListTokensRequest request;
    request.set_page_size(page_size);
    do {
      v1::ListTokensResponse response;
      EXPECT_THAT(CallAs(boss_token(), access_stub(), &AccessStub::ListTokens,
                         request, response),
                  IsGrpcOk());
      tokens.insert(tokens.end(), response.tokens().begin(),
                    response.tokens().end());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return tokens;
  }

  // "kim reader memories/press".
  std::vector<std::string> ListGrants(const std::string& identity,
                                      int page_size = 0) {
    std::vector<std::string> grants;
    v1::ListGrantsRequest request;
    request.set_identity(identity);
    request.set_page_size(page_size);
    do {
      v1::ListGrantsResponse response;
      EXPECT_THAT(CallAs(boss_token(), access_stub(), &AccessStub::ListGrants,
                         request, response),
                  IsGrpcOk());
      for (const v1::Grant& grant : response.grants()) {
        grants.push_back(absl::StrCat(grant.identity(), " ",
                                      v1::Role_Name(grant.role()), " ",
                                      grant.memory()));
      }
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return grants;
  }
};

TEST_F(AccessCallsTest, KnowsCallersByTheirToken) {
  CreateMemory("press");
  Grant("kim", v1::ROLE_READER, "memories/press");
  Grant("kim", v1::ROLE_CONTRIBUTOR);
  const std::string token = CreateToken("kim").text();
  v1::GetIdentityResponse response;
  ASSERT_THAT(WhoAmI(token, response), IsGrpcOk());
  EXPECT_EQ(response.identity(), "kim");
  ASSERT_THAT(response.grants(), SizeIs(2));
  EXPECT_EQ(response.grants(0).memory(), "");
  EXPECT_EQ(response.grants(0).role(), v1::ROLE_CONTRIBUTOR);
  EXPECT_EQ(response.grants(1).memory(), "memories/press");
}

TEST_F(AccessCallsTest, SaysWhatIsWrongWithAToken) {
  const std::string token = CreateToken("kim").text();
  EXPECT_THAT(WhoAmI(""),
              IsGrpcError(StatusCode::UNAUTHENTICATED, "TOKEN_MISSING", ""));
  std::string wrong = token;
  wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
  wrong[wrong.size() / 2] = wrong[wrong.size() / 2] == 'A' ? 'B' : 'A';
  for (const std::string& bad :
       {wrong, std::string("ptm_999_x"), std::string("nonsense"), token + "A",
        token.substr(0, token.size() - 1)}) {
    const grpc::Status status = WhoAmI(bad);
    EXPECT_THAT(status,
                IsGrpcError(StatusCode::UNAUTHENTICATED, "TOKEN_INVALID", ""));
    EXPECT_THAT(status.error_message(), Not(HasSubstr(bad)));
  }
  EXPECT_THAT(WhoAmI(token), IsGrpcOk());
}

TEST_F(AccessCallsTest, ARevokedTokenIsNotTakenAnyMore) {
  const v1::CreateTokenResponse created = CreateToken("kim");
  const std::string other = CreateToken("kim").text();
  EXPECT_THAT(WhoAmI(created.text()), IsGrpcOk());
  RevokeToken(created.token().name());
  EXPECT_THAT(WhoAmI(created.text()),
              IsGrpcError(StatusCode::UNAUTHENTICATED, "TOKEN_INVALID", ""));
  EXPECT_THAT(WhoAmI(other), IsGrpcOk());
  v1::DeleteTokenRequest again;
  again.set_name(created.token().name());
  google::protobuf::Empty empty;
  EXPECT_THAT(CallAs(boss_token(), access_stub(), &AccessStub::DeleteToken,
                     again, empty),
              IsGrpcError(StatusCode::NOT_FOUND, "TOKEN_NOT_FOUND", ""));
}

TEST_F(AccessCallsTest, ListsTokensWithoutTheirText) {
  v1::CreateTokenRequest request;
  request.mutable_token()->set_identity("김 기자");
  request.mutable_token()->set_description("laptop");
  const int64_t end = absl::ToUnixSeconds(absl::Now()) + 3600;
  request.mutable_token()->mutable_expire_time()->set_seconds(end);
  v1::CreateTokenResponse created;
  ASSERT_THAT(CallAs(boss_token(), access_stub(), &AccessStub::CreateToken,
                     request, created),
              IsGrpcOk());
  CreateToken("lee");
  std::vector<v1::Token> tokens = ListTokens(/*page_size=*/1);
  ASSERT_THAT(tokens, SizeIs(3));
  EXPECT_EQ(tokens[0].identity(), "boss");
  EXPECT_TRUE(tokens[0].has_last_used_time());
  EXPECT_EQ(tokens[1].identity(), "김 기자");
  EXPECT_EQ(tokens[1].description(), "laptop");
  EXPECT_EQ(tokens[1].created_by(), "boss");
  EXPECT_EQ(tokens[1].expire_time().seconds(), end);
  EXPECT_FALSE(tokens[1].has_last_used_time());
  EXPECT_FALSE(tokens[2].has_expire_time());
  EXPECT_THAT(tokens[1].DebugString(), Not(HasSubstr(created.text())));
}

TEST_F(AccessCallsTest, NamesTheFieldThatIsWrong) {
  v1::CreateTokenResponse created;
  v1::CreateTokenRequest request;
  const auto create = [&] {
    return CallAs(boss_token(), access_stub(), &AccessStub::CreateToken,
                  request, created);
  };
  const auto is_wrong = [](const char* field) {
    return IsGrpcError(StatusCode::INVALID_ARGUMENT, "INVALID_ARGUMENT", field);
  };
  EXPECT_THAT(create(), is_wrong("token.identity"));
  request.mutable_token()->set_identity("kim\n");
  EXPECT_THAT(create(), is_wrong("token.identity"));
  request.mutable_token()->set_identity("kim");
  request.mutable_token()->mutable_expire_time()->set_seconds(1);
  EXPECT_THAT(create(), is_wrong("token.expire_time"));
  v1::Grant granted;
  v1::SetGrantRequest grant;
  const auto set = [&] {
    return CallAs(boss_token(), access_stub(), &AccessStub::SetGrant, grant,
                  granted);
  };
  grant.mutable_grant()->set_role(v1::ROLE_READER);
  EXPECT_THAT(set(), is_wrong("grant.identity"));
  grant.mutable_grant()->set_identity("kim");
  grant.mutable_grant()->set_memory("press");
  EXPECT_THAT(set(), is_wrong("grant.memory"));
  grant.mutable_grant()->set_memory("memories/missing");
  EXPECT_THAT(set(),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
  CreateMemory("press");
  grant.mutable_grant()->set_memory("memories/press");
  grant.mutable_grant()->set_role(v1::ROLE_ADMINISTRATOR);
  EXPECT_THAT(set(), is_wrong("grant.role"));
  grant.mutable_grant()->set_role(static_cast<v1::Role>(17));
  EXPECT_THAT(set(), is_wrong("grant.role"));
}

TEST_F(AccessCallsTest, ShowsOnlyTheMemoriesOfTheCaller) {
  const std::string token = CreateToken("kim").text();
  for (const char* id : {"a", "b", "c", "d", "e"}) CreateMemory(id);
  EXPECT_THAT(ListMemories(token), SizeIs(0));
  for (const char* id : {"memories/b", "memories/d", "memories/e"}) {
    Grant("kim", v1::ROLE_READER, id);
  }
  for (const int page_size : {0, 1, 2, 3}) {
    EXPECT_THAT(ListMemories(token, page_size),
                ElementsAre("memories/b", "memories/d", "memories/e"));
  }
  EXPECT_THAT(ListMemories(boss_token(), 2), SizeIs(5));
}

TEST_F(AccessCallsTest, LooksUpInNoMemoryThatIsHidden) {
  CreateMemory("mine");
  CreateMemory("theirs");
  Grant("kim", v1::ROLE_READER, "memories/mine");
  v1::LookupRequest request;
  request.set_source_language_code("en");
  request.set_target_language_code("ko");
  request.mutable_query()->set_text("Good morning");
  request.add_memories()->set_memory("memories/mine");
  v1::LookupResponse response;
  const std::string token = CreateToken("kim").text();
  EXPECT_THAT(CallAs(token, stub(), &Stub::Lookup, request, response),
              IsGrpcOk());
  request.add_memories()->set_memory("memories/theirs");
  EXPECT_THAT(CallAs(token, stub(), &Stub::Lookup, request, response),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
}

TEST_F(AccessCallsTest, NamesTheRoleThatIsMissing) {
  CreateMemory("press");
  Grant("kim", v1::ROLE_READER, "memories/press");
  v1::UpdateMemoryRequest request;
  request.mutable_memory()->set_name("memories/press");
  v1::Memory memory;
  const grpc::Status status = CallAs(CreateToken("kim").text(), stub(),
                                     &Stub::UpdateMemory, request, memory);
  EXPECT_THAT(status,
              IsGrpcError(StatusCode::PERMISSION_DENIED, "ROLE_TOO_LOW", ""));
  EXPECT_THAT(status.error_message(),
              HasSubstr("maintainer in the memory \"press\"; yours is reader"));
}

TEST_F(AccessCallsTest, ARoleForAllMemoriesHoldsInThoseToCome) {
  Grant("kim", v1::ROLE_READER);
  const std::string token = CreateToken("kim").text();
  const std::string memory = CreateMemory("press");
  EXPECT_THAT(Get(token, memory), IsGrpcOk());
  Grant("kim", v1::ROLE_UNSPECIFIED);
  EXPECT_THAT(Get(token, memory),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
}

TEST_F(AccessCallsTest, AMemoryOfTheSameNameIsAnother) {
  const std::string memory = CreateMemory("press");
  Grant("kim", v1::ROLE_MAINTAINER, memory);
  const std::string token = CreateToken("kim").text();
  v1::DeleteMemoryRequest request;
  request.set_name(memory);
  google::protobuf::Empty empty;
  ASSERT_THAT(CallAs(boss_token(), stub(), &Stub::DeleteMemory, request, empty),
              IsGrpcOk());
  CreateMemory("press");
  EXPECT_THAT(Get(token, memory),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
  Restart();
  EXPECT_THAT(Get(token, memory),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
}

TEST_F(AccessCallsTest, TokensAndRolesOutliveTheServer) {
  const std::string memory = CreateMemory("press");
  Grant("kim", v1::ROLE_READER, memory);
  const v1::CreateTokenResponse revoked = CreateToken("kim");
  const std::string token = CreateToken("kim").text();
  RevokeToken(revoked.token().name());
  Restart();
  EXPECT_THAT(Get(token, memory), IsGrpcOk());
  EXPECT_THAT(Get(revoked.text(), memory),
              IsGrpcError(StatusCode::UNAUTHENTICATED, "TOKEN_INVALID", ""));
}

TEST_F(AccessCallsTest, ListsRolesInPages) {
  for (const char* id : {"a", "b"}) {
    CreateMemory(id);
    Grant("kim", v1::ROLE_READER, absl::StrCat("memories/", id));
    Grant("lee/한", v1::ROLE_CONTRIBUTOR, absl::StrCat("memories/", id));
  }
  for (const int page_size : {0, 1, 2, 3}) {
    EXPECT_THAT(
        ListGrants("", page_size),
        ElementsAre("boss ROLE_ADMINISTRATOR ", "kim ROLE_READER memories/a",
                    "kim ROLE_READER memories/b",
                    "lee/한 ROLE_CONTRIBUTOR memories/a",
                    "lee/한 ROLE_CONTRIBUTOR memories/b"));
  }
  EXPECT_THAT(ListGrants("kim", 1), SizeIs(2));
}

TEST_F(AccessCallsTest, AStreamEndsWithTheRole) {
  const std::string memory = CreateMemory("press");
  Grant("kim", v1::ROLE_READER, memory);
  grpc::ClientContext context;
  AddToken(CreateToken("kim").text(), context);
  const auto stream = stub().StreamLookup(&context);
  v1::StreamLookupRequest config;
  config.mutable_config()->set_source_language_code("en");
  config.mutable_config()->set_target_language_code("ko");
  config.mutable_config()->add_memories()->set_memory(memory);
  ASSERT_TRUE(stream->Write(config));
  v1::StreamLookupRequest queries;
  queries.mutable_queries()->add_queries()->mutable_query()->set_text("Noon");
  ASSERT_TRUE(stream->Write(queries));
  v1::StreamLookupResponse response;
  ASSERT_TRUE(stream->Read(&response));
  Grant("kim", v1::ROLE_UNSPECIFIED, memory);
  stream->Write(queries);
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(stream->Finish(),
              IsGrpcError(StatusCode::NOT_FOUND, "MEMORY_NOT_FOUND", "name"));
}

TEST_F(AccessCallsTest, AStreamEndsWithTheToken) {
  const std::string memory = CreateMemory("press");
  Grant("kim", v1::ROLE_READER, memory);
  const v1::CreateTokenResponse token = CreateToken("kim");
  grpc::ClientContext context;
  AddToken(token.text(), context);
  const auto stream = stub().StreamLookup(&context);
  v1::StreamLookupRequest config;
  config.mutable_config()->set_source_language_code("en");
  config.mutable_config()->set_target_language_code("ko");
  config.mutable_config()->add_memories()->set_memory(memory);
  ASSERT_TRUE(stream->Write(config));
  v1::StreamLookupRequest queries;
  queries.mutable_queries()->add_queries()->mutable_query()->set_text("Noon");
  ASSERT_TRUE(stream->Write(queries));
  v1::StreamLookupResponse response;
  ASSERT_TRUE(stream->Read(&response));
  RevokeToken(token.token().name());
  stream->Write(queries);
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(stream->Finish(),
              IsGrpcError(StatusCode::UNAUTHENTICATED, "TOKEN_INVALID", ""));
}

TEST_F(AccessCallsTest, AnImportEndsWithTheToken) {
  const std::string memory = CreateMemory("press");
  Grant("kim", v1::ROLE_CONTRIBUTOR, memory);
  const v1::CreateTokenResponse token = CreateToken("kim");
  grpc::ClientContext context;
  AddToken(token.text(), context);
  const auto stream = stub().ImportTmx(&context);
  v1::ImportTmxRequest request;
  request.mutable_config()->set_parent(memory);
  request.mutable_config()->set_format(v1::FILE_FORMAT_TSV);
  ASSERT_TRUE(stream->Write(request));
  request.set_chunk("en\tko\nNoon\t정오\n");
  ASSERT_TRUE(stream->Write(request));
  RevokeToken(token.token().name());
  request.set_chunk("Night\t밤\n");
  stream->Write(request);
  stream->WritesDone();
  v1::ImportTmxResponse response;
  while (stream->Read(&response)) continue;
  EXPECT_THAT(stream->Finish(),
              IsGrpcError(StatusCode::UNAUTHENTICATED, "TOKEN_INVALID", ""));
}

// Of a client that takes nothing the server has a few messages under way.
TEST_F(AccessCallsTest, AnExportEndsWithTheToken) {
  const std::string memory = CreateMemory("press");
  for (int k = 0; k < 200; ++k) {
    CreateUnit(memory,
               MakeUnit({{"en", absl::StrCat(k, std::string(30'000, 'a'))},
                         {"ko", "밤"}}));
  }
  Grant("kim", v1::ROLE_READER, memory);
  const v1::CreateTokenResponse token = CreateToken("kim");
  grpc::ClientContext context;
  AddToken(token.text(), context);
  v1::ExportTmxRequest request;
  request.set_parent(memory);
  const auto stream = stub().ExportTmx(&context, request);
  v1::ExportTmxResponse response;
  ASSERT_TRUE(stream->Read(&response));
  RevokeToken(token.token().name());
  while (stream->Read(&response)) continue;
  EXPECT_THAT(stream->Finish(),
              IsGrpcError(StatusCode::UNAUTHENTICATED, "TOKEN_INVALID", ""));
}

// What a file or a client says of a unit's author stays; the change is the
// caller's.
TEST_F(AccessCallsTest, TheCallerIsTheAuthorOfTheChange) {
  const std::string memory = CreateMemory("press");
  Grant("kim", v1::ROLE_CONTRIBUTOR, memory);
  const std::string token = CreateToken("kim").text();
  const auto create = [&](const v1::TranslationUnit& unit) {
    grpc::ClientContext context;
    AddToken(token, context);
    context.AddMetadata("presstm-user-bin", "mallory");
    v1::CreateTranslationUnitRequest request;
    request.set_parent(memory);
    *request.mutable_translation_unit() = unit;
    v1::TranslationUnit created;
    EXPECT_THAT(stub().CreateTranslationUnit(&context, request, &created),
                IsGrpcOk());
    return created;
  };
  EXPECT_EQ(create(MakeUnit({{"en", "One"}, {"ko", "일"}})).created_by(),
            "kim");
  v1::TranslationUnit foreign = MakeUnit({{"en", "Two"}, {"ko", "이"}});
  foreign.set_created_by("translator of 1999");
  EXPECT_EQ(create(foreign).created_by(), "translator of 1999");
  const std::vector<v1::Change> changes = ListChanges(memory);
  ASSERT_THAT(changes, SizeIs(3));
  EXPECT_EQ(changes[0].author(), "boss");
  EXPECT_EQ(changes[1].author(), "kim");
  EXPECT_EQ(changes[2].author(), "kim");
  EXPECT_EQ(changes[2].after().created_by(), "translator of 1999");
}

TEST_F(AccessCallsTest, TheLogTellsOfTokensAndRoles) {
  const std::string memory = CreateMemory("press");
  const v1::CreateTokenResponse created = CreateToken("kim");
  Grant("kim", v1::ROLE_READER, memory);
  Grant("kim", v1::ROLE_UNSPECIFIED, memory);
  RevokeToken(created.token().name());
  const std::vector<v1::Change> changes = ListChanges();
  // Before these: the administrator, its token and the memory.
  ASSERT_THAT(changes, SizeIs(7));
  EXPECT_EQ(changes[0].kind(), v1::CHANGE_KIND_SET_GRANT);
  EXPECT_EQ(changes[0].access().identity(), "boss");
  EXPECT_EQ(changes[3].kind(), v1::CHANGE_KIND_CREATE_TOKEN);
  EXPECT_EQ(changes[3].author(), "boss");
  EXPECT_EQ(changes[3].access().identity(), "kim");
  EXPECT_EQ(changes[3].access().token(), created.token().name());
  EXPECT_EQ(changes[4].kind(), v1::CHANGE_KIND_SET_GRANT);
  EXPECT_EQ(changes[4].access().memory(), memory);
  EXPECT_EQ(changes[4].access().role(), v1::ROLE_READER);
  EXPECT_EQ(changes[5].access().role(), v1::ROLE_UNSPECIFIED);
  EXPECT_EQ(changes[6].kind(), v1::CHANGE_KIND_DELETE_TOKEN);
  EXPECT_EQ(changes[6].access().token(), created.token().name());
  // Readers of the memory do not see who else may read it.
  EXPECT_THAT(ListChanges(memory), SizeIs(1));
}

// Without --require-authentication.
using OpenServerTest = ServerTest;

TEST_F(OpenServerTest, LetsEveryoneDoEverything) {
  const auto access = v1::AccessService::NewStub(server().channel());
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer ptm_1_unknown");
  v1::GetIdentityResponse response;
  ASSERT_THAT(
      access->GetIdentity(&context, v1::GetIdentityRequest(), &response),
      IsGrpcOk());
  EXPECT_EQ(response.identity(), "");
  ASSERT_THAT(response.grants(), SizeIs(1));
  EXPECT_EQ(response.grants(0).role(), v1::ROLE_ADMINISTRATOR);
}

}  // namespace
}  // namespace presstm
