#include "server/request_id.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using testing::MatchesRegex;

TEST(IsRequestIdTest, TakesWhatALogCanHold) {
  const std::string longest(64, 'x');
  for (const std::string& text :
       {std::string("a"), std::string("4f.2A_-"), longest}) {
    EXPECT_TRUE(IsRequestId(text)) << text;
  }
  for (const std::string& text :
       {std::string(), longest + "x", std::string("a b"),
        std::string("a\nlevel=error"), std::string("번호"), std::string("a=b"),
        std::string("\"")}) {
    EXPECT_FALSE(IsRequestId(text)) << text;
  }
}

class RequestIdTest : public ServerTest {
 protected:
  // The id a call of a missing or a present memory ends with.
  std::string IdOf(const std::string& given, bool is_error) {
    grpc::ClientContext context;
    if (!given.empty()) context.AddMetadata(kRequestIdMetadataKey, given);
    v1::GetMemoryRequest request;
    request.set_name(is_error ? "memories/none" : CreateMemory("press"));
    v1::Memory memory;
    EXPECT_EQ(stub().GetMemory(&context, request, &memory).ok(), !is_error);
    return Sent(context);
  }

  static std::string Sent(const grpc::ClientContext& context) {
    const auto& metadata = context.GetServerTrailingMetadata();
    const auto id = metadata.find(kRequestIdMetadataKey);
    return id == metadata.end()
               ? ""
               : std::string(id->second.data(), id->second.size());
  }
};

TEST_F(RequestIdTest, IsTheClientsOwn) {
  EXPECT_EQ(IdOf("desk-7.1", /*is_error=*/true), "desk-7.1");
  EXPECT_EQ(IdOf("desk-7.2", /*is_error=*/false), "desk-7.2");
}

TEST_F(RequestIdTest, IsMadeWhereThereIsNoneOrABadOne) {
  std::set<std::string> ids;
  for (const char* const given : {"", "", "a b", "x=\"y\""}) {
    const std::string id = IdOf(given, /*is_error=*/true);
    EXPECT_THAT(id, MatchesRegex("[0-9a-f]+"));
    EXPECT_EQ(id.size(), 16);
    EXPECT_TRUE(ids.insert(id).second);
  }
}

TEST_F(RequestIdTest, ComesAtTheEndOfStreams) {
  grpc::ClientContext context;
  context.AddMetadata(kRequestIdMetadataKey, "stream-1");
  v1::ExportTmxRequest request;
  request.set_parent(CreateMemory("press"));
  const auto stream = stub().ExportTmx(&context, request);
  v1::ExportTmxResponse response;
  while (stream->Read(&response)) {
  }
  EXPECT_THAT(stream->Finish(), IsGrpcOk());
  EXPECT_EQ(Sent(context), "stream-1");
}

}  // namespace
}  // namespace presstm
