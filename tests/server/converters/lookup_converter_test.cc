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
  EXPECT_EQ(request.filter, LookupFilter());
  EXPECT_EQ(request.region_preference, RegionPreference::kPrefer);
  EXPECT_EQ(request.pivot_mode, PivotMode::kAuto);
  PenaltySettings penalties;
  penalties.letter_case = 0;
  penalties.machine = 9;
  EXPECT_EQ(request.penalties, penalties);
}

TEST(LookupConverterTest, TakesEveryChoice) {
  v1::LookupRequest proto = MakeRequest();
  v1::LookupFilter& filter = *proto.mutable_filter();
  filter.add_documents("a.docx");
  v1::Property& property = *filter.add_properties();
  property.set_key("project");
  property.set_value("峰会");
  filter.add_origins(v1::ORIGIN_HUMAN);
  filter.add_authors("김");
  filter.mutable_change_time_from()->set_seconds(5);
  filter.mutable_change_time_before()->set_seconds(9);
  proto.set_exclude_exact(true);
  proto.set_region_preference(v1::REGION_PREFERENCE_REQUIRE);
  proto.set_pivot_mode(v1::PIVOT_MODE_OFF);
  proto.add_pivot_language_codes("ja");
  *proto.add_preferred_properties() = property;
  ASSERT_OK_AND_ASSIGN(const LookupRequest request, FromProto(proto));
  EXPECT_EQ(request.filter,
            (LookupFilter{.documents = {"a.docx"},
                          .properties = {{"project", "峰会"}},
                          .origins = {Origin::kHuman},
                          .authors = {"김"},
                          .change_time_from = absl::FromUnixSeconds(5),
                          .change_time_before = absl::FromUnixSeconds(9)}));
  EXPECT_TRUE(request.exclude_exact);
  EXPECT_EQ(request.region_preference, RegionPreference::kRequire);
  EXPECT_EQ(request.pivot_mode, PivotMode::kOff);
  EXPECT_EQ(request.pivot_languages, std::vector<std::string>{"ja"});
  ASSERT_EQ(request.preferred_properties.size(), 1U);
  EXPECT_EQ(request.preferred_properties[0].value, "峰会");
}

TEST(LookupConverterTest, ShowsBothUnitsOfAPivot) {
  LookupResponse response;
  Match& match = response.matches.emplace_back();
  match.penalties = {{PenaltyKind::kPivot, 3}};
  match.pivot = {.first = {.language = "en", .segment = {"Hello", {}}},
                 .second = {.language = "en-GB", .segment = {"hello", {}}},
                 .memory_name = "agency",
                 .unit = {.id = {7}}};
  const v1::LookupResponse proto = ToProto(response, "");
  EXPECT_EQ(proto.matches(0).penalties(0).kind(), v1::PENALTY_KIND_PIVOT);
  const v1::Pivot& pivot = proto.matches(0).pivot();
  EXPECT_EQ(pivot.first().segment().text(), "Hello");
  EXPECT_EQ(pivot.second().language_code(), "en-GB");
  EXPECT_EQ(pivot.memory(), "memories/agency");
  EXPECT_EQ(pivot.translation_unit().name(),
            "memories/agency/translationUnits/7");
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
                     p.draft,
                     p.pivot};
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
  EXPECT_EQ(p.pivot, 3);
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
  proto.mutable_filter()->mutable_change_time_from()->set_nanos(-1);
  EXPECT_EQ(GetErrorField(FromProto(proto).status()),
            "filter.change_time_from");
  proto = MakeRequest();
  proto.set_region_preference(static_cast<v1::RegionPreference>(9));
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "region_preference");
  proto = MakeRequest();
  proto.set_pivot_mode(static_cast<v1::PivotMode>(9));
  EXPECT_EQ(GetErrorField(FromProto(proto).status()), "pivot_mode");
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
