#include "server/converters/lookup_converter.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

v1::LookupRequest MakeRequest() {
  v1::LookupRequest proto;
  proto.mutable_query()->set_text("你好");
  proto.set_source_language_code("zh");
  proto.set_target_language_code("ko");
  v1::MemorySelection& memory = *proto.add_memories();
  memory.set_memory("memories/press");
  memory.set_penalty(2);
  return proto;
}

TEST(LookupConverterTest, PutsInDefaults) {
  ASSERT_OK_AND_ASSIGN(const LookupRequest request, FromProto(MakeRequest()));
  EXPECT_EQ(request.threshold, 70);
  EXPECT_EQ(request.limit, 5);
  EXPECT_EQ(request.penalties, PenaltySettings());
  ASSERT_EQ(request.memories.size(), 1U);
  EXPECT_EQ(request.memories[0].name, "press");
  EXPECT_EQ(request.memories[0].penalty, 2);
}

TEST(LookupConverterTest, TakesEveryField) {
  v1::LookupRequest proto = MakeRequest();
  proto.set_threshold(50);
  proto.set_limit(1000);
  proto.set_previous_text("p");
  proto.set_next_text("n");
  proto.set_context_key("k");
  proto.set_document("d");
  proto.mutable_penalty_settings()->set_letter_case(0);
  proto.mutable_penalty_settings()->set_machine(9);
  ASSERT_OK_AND_ASSIGN(const LookupRequest request, FromProto(proto));
  EXPECT_EQ(request.query.text, "你好");
  EXPECT_EQ(request.source_language, "zh");
  EXPECT_EQ(request.target_language, "ko");
  EXPECT_EQ(request.threshold, 50);
  EXPECT_EQ(request.limit, 100);
  EXPECT_EQ(request.previous_text, "p");
  EXPECT_EQ(request.next_text, "n");
  EXPECT_EQ(request.context_key, "k");
  EXPECT_EQ(request.document, "d");
  PenaltySettings penalties;
  penalties.letter_case = 0;
  penalties.machine = 9;
  EXPECT_EQ(request.penalties, penalties);
}

// Sets each of the API's settings to a value of its own by reflection, and
// looks for all of them in the model.
TEST(LookupConverterTest, TakesEveryPenaltySetting) {
  v1::LookupRequest proto = MakeRequest();
  v1::PenaltySettings& settings = *proto.mutable_penalty_settings();
  const auto& descriptor = *v1::PenaltySettings::descriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    settings.GetReflection()->SetInt32(&settings, descriptor.field(i), 20 + i);
  }
  ASSERT_OK_AND_ASSIGN(const LookupRequest request, FromProto(proto));
  const PenaltySettings& p = request.penalties;
  const int got[] = {p.letter_case,
                     p.character_width,
                     p.punctuation,
                     p.script_variant,
                     p.inline_code,
                     p.inline_code_cap,
                     p.number_carried_over,
                     p.number,
                     p.number_cap,
                     p.ambiguous,
                     p.aligned,
                     p.machine,
                     p.draft};
  ASSERT_EQ(std::size(got), static_cast<size_t>(descriptor.field_count()));
  for (size_t i = 0; i < std::size(got); ++i) {
    EXPECT_EQ(got[i], 20 + static_cast<int>(i));
  }
}

TEST(LookupConverterTest, DefaultsAreThoseOfTheProto) {
  // What translation_memory.proto says of each setting.
  const PenaltySettings p;
  EXPECT_EQ(p.letter_case, 1);
  EXPECT_EQ(p.character_width, 1);
  EXPECT_EQ(p.punctuation, 1);
  EXPECT_EQ(p.script_variant, 1);
  EXPECT_EQ(p.inline_code, 1);
  EXPECT_EQ(p.inline_code_cap, 3);
  EXPECT_EQ(p.number_carried_over, 1);
  EXPECT_EQ(p.number, 2);
  EXPECT_EQ(p.number_cap, 10);
  EXPECT_EQ(p.ambiguous, 1);
  EXPECT_EQ(p.aligned, 1);
  EXPECT_EQ(p.machine, 5);
  EXPECT_EQ(p.draft, 2);
}

TEST(LookupConverterTest, NamesTheFieldAtFault) {
  v1::LookupRequest proto = MakeRequest();
  proto.add_memories()->set_memory("press");
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "memories[1].memory");
  proto.mutable_memories(1)->set_memory("memories/press");
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "memories[1].memory");
  proto = MakeRequest();
  proto.mutable_penalty_settings()->set_number_cap(101);
  EXPECT_EQ(GetErrorField(FromProto(proto).status()),
            "penalty_settings.number_cap");
  proto = MakeRequest();
  proto.mutable_query()->add_codes();
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "query.codes[0].kind");
}

TEST(LookupConverterTest, DifferencesAreInCodePoints) {
  const std::string query = "你好😀吗";
  LookupResponse response;
  Match& match = response.matches.emplace_back();
  match.score = 88;
  match.type = MatchType::kFuzzy;
  match.penalties = {{PenaltyKind::kNumber, 2}};
  match.memory_name = "press";
  match.unit.id = {5};
  match.source.segment.text = "你们好";
  match.differences = {{DifferenceKind::kEqual, 0, 3, 0, 3},
                       {DifferenceKind::kInsert, 3, 3, 3, 6},
                       {DifferenceKind::kEqual, 3, 6, 6, 9},
                       {DifferenceKind::kDelete, 6, 13, 9, 9}};
  const v1::LookupResponse proto = ToProto(response, query);
  ASSERT_EQ(proto.matches_size(), 1);
  const v1::Match& got = proto.matches(0);
  EXPECT_EQ(got.score(), 88);
  EXPECT_EQ(got.type(), v1::MATCH_TYPE_FUZZY);
  EXPECT_EQ(got.memory(), "memories/press");
  EXPECT_EQ(got.translation_unit().name(), "memories/press/translationUnits/5");
  ASSERT_EQ(got.penalties_size(), 1);
  EXPECT_EQ(got.penalties(0).kind(), v1::PENALTY_KIND_NUMBER);
  EXPECT_EQ(got.penalties(0).points(), 2);
  ASSERT_EQ(got.differences_size(), 4);
  const v1::Difference& insert = got.differences(1);
  EXPECT_EQ(insert.kind(), v1::DIFFERENCE_KIND_INSERT);
  EXPECT_EQ(insert.query_begin_code_points(), 1);
  EXPECT_EQ(insert.query_end_code_points(), 1);
  EXPECT_EQ(insert.source_begin_code_points(), 1);
  EXPECT_EQ(insert.source_end_code_points(), 2);
  const v1::Difference& deletion = got.differences(3);
  EXPECT_EQ(deletion.query_begin_code_points(), 2);
  EXPECT_EQ(deletion.query_end_code_points(), 4);
  EXPECT_EQ(deletion.source_begin_code_points(), 3);
  EXPECT_EQ(deletion.source_end_code_points(), 3);
}

}  // namespace
}  // namespace presstm
