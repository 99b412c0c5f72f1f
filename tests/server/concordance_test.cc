// Concordances, as a client sees them.
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using Stub = v1::TranslationMemoryService::Stub;

class ConcordanceCallTest : public ServerTest {
 protected:
  ConcordanceCallTest() : parent_(CreateMemory("press")) {}

  v1::SearchConcordanceRequest MakeRequest(const std::string& text) const {
    v1::SearchConcordanceRequest request;
    request.set_text(text);
    request.set_language_code("zh");
    request.add_memories(parent_);
    return request;
  }
  grpc::Status Search(const v1::SearchConcordanceRequest& request) {
    response_.Clear();
    return Call(&Stub::SearchConcordance, request, response_);
  }
  static const std::string& TextOf(const v1::ConcordanceHit& hit) {
    return hit.translation_unit()
        .variants(hit.variant_index())
        .segment()
        .text();
  }

  const std::string parent_;
  v1::SearchConcordanceResponse response_;
};

TEST_F(ConcordanceCallTest, FindsWithPlaces) {
  const v1::TranslationUnit unit = CreateUnit(
      parent_, MakeUnit({{"ko", "대변인"}, {"zh-CN", "外交部发言人说"}}));
  ASSERT_THAT(Search(MakeRequest("發言人")), IsGrpcOk());
  ASSERT_EQ(response_.hits_size(), 1);
  const v1::ConcordanceHit& hit = response_.hits(0);
  EXPECT_EQ(hit.translation_unit().name(), unit.name());
  EXPECT_EQ(hit.translation_unit().etag(), unit.etag());
  EXPECT_EQ(hit.variant_index(), 1);
  ASSERT_EQ(hit.spans_size(), 1);
  EXPECT_EQ(hit.spans(0).begin_code_points(), 3);
  EXPECT_EQ(hit.spans(0).end_code_points(), 6);
  EXPECT_EQ(response_.next_page_token(), "");
}

TEST_F(ConcordanceCallTest, NothingFoundIsNoError) {
  ASSERT_THAT(Search(MakeRequest("天气")), IsGrpcOk());
  EXPECT_EQ(response_.hits_size(), 0);
  EXPECT_EQ(response_.next_page_token(), "");
}

TEST_F(ConcordanceCallTest, PagesInOrder) {
  std::vector<std::string> expected;
  for (const char* text : {"新闻", "新闻稿", "看新闻稿", "看看新闻稿"}) {
    CreateUnit(parent_, MakeUnit({{"zh", text}}));
    expected.emplace_back(text);
  }
  v1::SearchConcordanceRequest request = MakeRequest("新闻");
  for (const int size : {1, 2, 3, 4, 5}) {
    request.set_page_size(size);
    request.clear_page_token();
    std::vector<std::string> found;
    do {
      ASSERT_THAT(Search(request), IsGrpcOk());
      for (const v1::ConcordanceHit& hit : response_.hits()) {
        found.push_back(TextOf(hit));
      }
      request.set_page_token(response_.next_page_token());
    } while (!request.page_token().empty());
    EXPECT_EQ(found, expected);
  }
}

TEST_F(ConcordanceCallTest, EndsAPageBeforeItGetsTooLarge) {
  v1::TranslationUnit unit = MakeUnit({{"zh", "新闻"}});
  for (int k = 0; k < 20; ++k) unit.add_notes(std::string(60'000, 'x'));
  for (int k = 0; k < 4; ++k) {
    unit.mutable_variants(0)->mutable_segment()->set_text(
        "新闻" + std::to_string(k) + "a");
    CreateUnit(parent_, unit);
  }
  v1::SearchConcordanceRequest request = MakeRequest("新闻");
  int hits = 0;
  do {
    ASSERT_THAT(Search(request), IsGrpcOk());
    EXPECT_EQ(response_.hits_size(), 2);
    hits += response_.hits_size();
    request.set_page_token(response_.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(hits, 4);
}

TEST_F(ConcordanceCallTest, TokensAreBoundToTheirRequest) {
  CreateUnit(parent_, MakeUnit({{"zh", "新闻"}}));
  CreateUnit(parent_, MakeUnit({{"zh", "新闻稿"}}));
  v1::SearchConcordanceRequest request = MakeRequest("新闻");
  request.set_page_size(1);
  ASSERT_THAT(Search(request), IsGrpcOk());
  ASSERT_NE(response_.next_page_token(), "");
  request.set_page_token(response_.next_page_token());
  request.set_page_size(7);
  EXPECT_THAT(Search(request), IsGrpcOk());
  request.set_text("新");
  EXPECT_THAT(Search(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                           "INVALID_ARGUMENT", "page_token"));
}

TEST_F(ConcordanceCallTest, NamesTheFieldAtFault) {
  struct Row {
    const char* name;
    void (*change)(v1::SearchConcordanceRequest& request);
    const char* reason;
    const char* field;
  };
  for (const Row& row : {
           Row{"no text", [](auto& r) { r.clear_text(); }, "SEGMENT_EMPTY",
               "text"},
           Row{"blank", [](auto& r) { r.set_text(" \u3000"); }, "SEGMENT_EMPTY",
               "text"},
           Row{"too long", [](auto& r) { r.set_text(std::string(1025, 'x')); },
               "SEGMENT_TOO_LONG", "text"},
           Row{"not UTF-8", [](auto& r) { r.set_text("\xc4\xe3"); },
               "INVALID_UTF8", "text"},
           Row{"language", [](auto& r) { r.clear_language_code(); },
               "UNKNOWN_LANGUAGE", "language_code"},
           Row{"other language",
               [](auto& r) { r.add_other_language_codes("?"); },
               "UNKNOWN_LANGUAGE", "other_language_codes[0]"},
           Row{"no memory", [](auto& r) { r.clear_memories(); },
               "INVALID_ARGUMENT", "memories"},
           Row{"memory", [](auto& r) { r.set_memories(0, "press"); },
               "INVALID_ARGUMENT", "memories[0]"},
           Row{"page size", [](auto& r) { r.set_page_size(-1); },
               "INVALID_ARGUMENT", "page_size"},
           Row{"page token", [](auto& r) { r.set_page_token("x"); },
               "INVALID_ARGUMENT", "page_token"},
       }) {
    SCOPED_TRACE(row.name);
    v1::SearchConcordanceRequest request = MakeRequest("外交部");
    row.change(request);
    EXPECT_THAT(Search(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                             row.reason, row.field));
  }
}

TEST_F(ConcordanceCallTest, NeedsItsMemories) {
  v1::SearchConcordanceRequest request = MakeRequest("外交部");
  request.add_memories("memories/none");
  const grpc::Status status = Search(request);
  EXPECT_EQ(status.error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(status).reason, "MEMORY_NOT_FOUND");
}

}  // namespace
}  // namespace presstm
