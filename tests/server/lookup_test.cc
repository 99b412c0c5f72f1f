// Look-ups, as a client sees them.
#include <string>

#include "gtest/gtest.h"
#include "tests/server/server_fixture.h"

namespace presstm {
namespace {

using grpc::StatusCode;
using Stub = v1::TranslationMemoryService::Stub;

class LookupCallTest : public ServerTest {
 protected:
  LookupCallTest() : parent_(CreateMemory("press")) {
    v1::TranslationUnit unit = MakeUnit({{"zh-CN", "外交部发言人答记者问"},
                                         {"ko-KR", "외교부 대변인 기자 문답"},
                                         {"en", "Spokesperson's remarks"}});
    unit.set_document("speech.docx");
    unit_name_ = CreateUnit(parent_, unit).name();
  }

  v1::LookupRequest MakeRequest(const std::string& text) const {
    v1::LookupRequest request;
    request.mutable_query()->set_text(text);
    request.set_source_language_code("zh");
    request.set_target_language_code("ko");
    request.add_memories()->set_memory(parent_);
    return request;
  }
  grpc::Status Lookup(const v1::LookupRequest& request) {
    response_.Clear();
    return Call(&Stub::Lookup, request, response_);
  }

  const std::string parent_;
  std::string unit_name_;
  v1::LookupResponse response_;
};

TEST_F(LookupCallTest, FindsTheExactMatch) {
  ASSERT_THAT(Lookup(MakeRequest("外交部发言人答记者问")), IsGrpcOk());
  ASSERT_EQ(response_.matches_size(), 1);
  const v1::Match& match = response_.matches(0);
  EXPECT_EQ(match.score(), 100);
  EXPECT_EQ(match.type(), v1::MATCH_TYPE_EXACT);
  EXPECT_EQ(match.penalties_size(), 0);
  EXPECT_EQ(match.source().language_code(), "zh-CN");
  EXPECT_EQ(match.target().language_code(), "ko-KR");
  EXPECT_EQ(match.target().segment().text(), "외교부 대변인 기자 문답");
  EXPECT_EQ(match.memory(), parent_);
  EXPECT_EQ(match.translation_unit().name(), unit_name_);
  EXPECT_EQ(match.translation_unit().document(), "speech.docx");
  EXPECT_EQ(match.translation_unit().variants_size(), 0);
}

TEST_F(LookupCallTest, ShowsDifferencesInCodePoints) {
  ASSERT_THAT(Lookup(MakeRequest("外交部发言人回答记者问")), IsGrpcOk());
  ASSERT_EQ(response_.matches_size(), 1);
  const v1::Match& match = response_.matches(0);
  EXPECT_EQ(match.type(), v1::MATCH_TYPE_FUZZY);
  EXPECT_LT(match.score(), 100);
  int query_end = 0;
  int source_end = 0;
  std::string deleted;
  for (const v1::Difference& difference : match.differences()) {
    EXPECT_EQ(difference.query_begin_code_points(), query_end);
    EXPECT_EQ(difference.source_begin_code_points(), source_end);
    query_end = difference.query_end_code_points();
    source_end = difference.source_end_code_points();
    if (difference.kind() == v1::DIFFERENCE_KIND_DELETE) {
      EXPECT_EQ(difference.query_begin_code_points(), 6);
      EXPECT_EQ(difference.query_end_code_points(), 7);
    }
  }
  EXPECT_EQ(query_end, 11);
  EXPECT_EQ(source_end, 10);
}

TEST_F(LookupCallTest, TakesOffTheRequestsPenalty) {
  v1::LookupRequest request = MakeRequest("外交部发言人答记者问");
  request.mutable_memories(0)->set_penalty(7);
  ASSERT_THAT(Lookup(request), IsGrpcOk());
  ASSERT_EQ(response_.matches_size(), 1);
  EXPECT_EQ(response_.matches(0).score(), 93);
  ASSERT_EQ(response_.matches(0).penalties_size(), 1);
  EXPECT_EQ(response_.matches(0).penalties(0).kind(), v1::PENALTY_KIND_REQUEST);
  EXPECT_EQ(response_.matches(0).penalties(0).points(), 7);
}

TEST_F(LookupCallTest, SearchesAllMemoriesNamed) {
  const std::string other = CreateMemory("other");
  CreateUnit(other, MakeUnit({{"zh", "外交部发言人答记者问"},
                              {"ko", "외교부 대변인 기자회견"}}));
  v1::LookupRequest request = MakeRequest("外交部发言人答记者问");
  request.add_memories()->set_memory(other);
  ASSERT_THAT(Lookup(request), IsGrpcOk());
  EXPECT_EQ(response_.matches_size(), 2);
  request.set_limit(1);
  ASSERT_THAT(Lookup(request), IsGrpcOk());
  EXPECT_EQ(response_.matches_size(), 1);
}

TEST_F(LookupCallTest, NothingFoundIsNoError) {
  ASSERT_THAT(Lookup(MakeRequest("天气预报")), IsGrpcOk());
  EXPECT_EQ(response_.matches_size(), 0);
}

TEST_F(LookupCallTest, NamesTheFieldAtFault) {
  struct Row {
    const char* name;
    void (*change)(v1::LookupRequest& request);
    const char* reason;
    const char* field;
  };
  for (const Row& row : {
           Row{"no query", [](auto& r) { r.clear_query(); }, "SEGMENT_EMPTY",
               "query.text"},
           Row{"source", [](auto& r) { r.clear_source_language_code(); },
               "UNKNOWN_LANGUAGE", "source_language_code"},
           Row{"target", [](auto& r) { r.set_target_language_code("?"); },
               "UNKNOWN_LANGUAGE", "target_language_code"},
           Row{"no memory", [](auto& r) { r.clear_memories(); },
               "INVALID_ARGUMENT", "memories"},
           Row{"memory",
               [](auto& r) { r.mutable_memories(0)->set_memory("press"); },
               "INVALID_ARGUMENT", "memories[0].memory"},
           Row{"penalty",
               [](auto& r) { r.mutable_memories(0)->set_penalty(101); },
               "INVALID_ARGUMENT", "memories[0].penalty"},
           Row{"threshold", [](auto& r) { r.set_threshold(101); },
               "INVALID_ARGUMENT", "threshold"},
           Row{"limit", [](auto& r) { r.set_limit(-1); }, "INVALID_ARGUMENT",
               "limit"},
           Row{"setting",
               [](auto& r) { r.mutable_penalty_settings()->set_draft(-1); },
               "INVALID_ARGUMENT", "penalty_settings.draft"},
           Row{"not UTF-8",
               [](auto& r) { r.mutable_query()->set_text("\xc4\xe3"); },
               "INVALID_UTF8", "query.text"},
       }) {
    SCOPED_TRACE(row.name);
    v1::LookupRequest request = MakeRequest("外交部");
    row.change(request);
    EXPECT_THAT(Lookup(request), IsGrpcError(StatusCode::INVALID_ARGUMENT,
                                             row.reason, row.field));
  }
}

TEST_F(LookupCallTest, NeedsItsMemories) {
  v1::LookupRequest request = MakeRequest("外交部");
  request.add_memories()->set_memory("memories/none");
  const grpc::Status status = Lookup(request);
  EXPECT_EQ(status.error_code(), StatusCode::NOT_FOUND);
  EXPECT_EQ(DecodeDetails(status).reason, "MEMORY_NOT_FOUND");
}

}  // namespace
}  // namespace presstm
