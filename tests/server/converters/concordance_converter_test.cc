#include "server/converters/concordance_converter.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/converters/named_memories.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;

TEST(ConcordanceConverterTest, ReadsRequests) {
  v1::SearchConcordanceRequest proto;
  proto.set_text("新闻");
  proto.set_language_code("zh");
  proto.add_other_language_codes("ko");
  proto.add_memories("memories/press");
  proto.add_memories("memories/other");
  const auto request = FromProto(proto);
  ASSERT_OK(request);
  EXPECT_EQ(request->text, "新闻");
  EXPECT_EQ(request->language, "zh");
  EXPECT_THAT(request->other_languages, ElementsAre("ko"));
  EXPECT_THAT(request->memories, ElementsAre("press", "other"));
}

TEST(ConcordanceConverterTest, RefusesNamesOfMemories) {
  v1::SearchConcordanceRequest proto;
  proto.add_memories("memories/press");
  proto.add_memories("press");
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "memories[1]");
  proto.set_memories(1, "memories/press");
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "memories[1]");
}

TEST(ConcordanceConverterTest, TakesNoMoreMemoriesThanTheLimit) {
  v1::SearchConcordanceRequest proto;
  for (int k = 0; k < kMaxNamedMemories; ++k) {
    proto.add_memories(absl::StrCat("memories/m", k));
  }
  EXPECT_OK(FromProto(proto));
  proto.add_memories("memories/one-more");
  const absl::Status refused = FromProto(proto).status();
  EXPECT_TRUE(HasReason(refused, ErrorReason::kTooManyItems));
  EXPECT_EQ(GetErrorField(refused), "memories");
}

TEST(ConcordanceConverterTest, GivesOffsetsInCodePoints) {
  ConcordanceHit hit;
  hit.memory_name = "press";
  hit.unit.id = {17};
  hit.unit.variants = {{.language = "en", .segment = {"x", {}}},
                       {.language = "zh", .segment = {"说𠀀，说𠀀", {}}}};
  hit.variant_position = 1;
  hit.spans = {{3, 7}, {13, 17}};
  const v1::ConcordanceHit proto = ToProto(hit);
  EXPECT_EQ(proto.translation_unit().name(),
            "memories/press/translationUnits/17");
  EXPECT_EQ(proto.translation_unit().variants_size(), 2);
  EXPECT_EQ(proto.variant_index(), 1);
  ASSERT_EQ(proto.spans_size(), 2);
  EXPECT_EQ(proto.spans(0).begin_code_points(), 1);
  EXPECT_EQ(proto.spans(0).end_code_points(), 2);
  EXPECT_EQ(proto.spans(1).begin_code_points(), 4);
  EXPECT_EQ(proto.spans(1).end_code_points(), 5);
}

TEST(ConcordanceConverterTest, PagePositionsGoAndComeBack) {
  for (const ConcordanceKey& key :
       {ConcordanceKey{true, 1, {1}, 0},
        ConcordanceKey{false, 65'536, {int64_t{1} << 60}, 999}}) {
    const auto read = FromPagePosition(ToPagePosition(key));
    ASSERT_OK(read);
    EXPECT_EQ(*read, key);
  }
  for (const char* position : {"", "1,2,3", "1,2,3,4,5", "a,2,3,4", "1,2,,4"}) {
    EXPECT_EQ(GetErrorField(FromPagePosition(position).status()), "page_token");
  }
}

}  // namespace
}  // namespace presstm
