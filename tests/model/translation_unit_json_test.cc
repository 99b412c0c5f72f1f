#include "tm_store/model/translation_unit_json.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TranslationUnit FullUnit() {
  return {
      .id = {12},
      .memory_id = {3},
      .source_language = "zh-CN",
      .variants = {{.language = "zh-CN",
                    .segment = {.text = "“𠮷”\n\t新华社 \\ \"引\"",
                                .codes = {{.kind = InlineCodeKind::kOpen,
                                           .position_bytes = 0,
                                           .number = 1,
                                           .content = "&lt;b class=\"x\"&gt;",
                                           .content_is_xml = true,
                                           .element = TmxElement::kBpt,
                                           .i = "1",
                                           .x = "2",
                                           .type = "bold"},
                                          {.kind = InlineCodeKind::kStandalone,
                                           .position_bytes = 3,
                                           .number = 2,
                                           .element = TmxElement::kIt,
                                           .pos = "begin",
                                           .assoc = "p"}}},
                    .properties = {{"k", "v"}, {"k", "w"}},
                    .notes = {"a note"}},
                   {.language = "ko", .segment = {.text = "신화사 \u200b한"}}},
      .properties = {{"client", "CGTN"}, {"", ""}},
      .notes = {"第一", ""},
      .contexts = {{.language = "zh",
                    .previous_text = "前",
                    .next_text = "后",
                    .key = "k1"},
                   {}},
      .document = "a.docx",
      .external_id = "tu-1",
      .origin = Origin::kAligned,
      .status = TranslationStatus::kDraft,
      .create_time = absl::FromUnixMicros(-5),
      .created_by = "李雷",
      .change_time = absl::FromUnixMicros(1700000000123456),
      .changed_by = "bob",
      .usage_count = 7,
      .last_used_time = absl::FromUnixMicros(0),
      .revision = 4};
}

TEST(TranslationUnitJsonTest, ReadsBackEveryField) {
  ASSERT_OK_AND_ASSIGN(
      const TranslationUnit read,
      TranslationUnitFromJson(TranslationUnitToJson(FullUnit())));
  EXPECT_EQ(read, FullUnit());
}

TEST(TranslationUnitJsonTest, ReadsBackAnEmptyUnit) {
  EXPECT_EQ(TranslationUnitToJson({}), "{}");
  ASSERT_OK_AND_ASSIGN(const TranslationUnit read,
                       TranslationUnitFromJson("{}"));
  EXPECT_EQ(read, TranslationUnit());
}

TEST(TranslationUnitJsonTest, IsOneLineOfPlainUtf8) {
  const std::string json = TranslationUnitToJson(FullUnit());
  EXPECT_THAT(json, Not(HasSubstr("\n")));
  EXPECT_THAT(json, HasSubstr("𠮷"));
}

TEST(TranslationUnitJsonTest, PassesOverUnknownFields) {
  ASSERT_OK_AND_ASSIGN(
      const TranslationUnit read,
      TranslationUnitFromJson(R"({"document":"a","later":{"x":[1]}})"));
  EXPECT_EQ(read.document, "a");
}

TEST(TranslationUnitJsonTest, SurvivesInvalidUtf8) {
  EXPECT_OK(TranslationUnitFromJson(
      TranslationUnitToJson({.document = "bad \xff byte"})));
}

TEST(TranslationUnitJsonTest, RefusesWhatItDidNotWrite) {
  const std::vector<std::string> cases = {
      "",
      "{",
      "[]",
      "null",
      "\"text\"",
      R"({"document":1})",
      R"({"id":"1"})",
      R"({"usage_count":1.5})",
      R"({"origin":"elsewhere"})",
      R"({"status":"done"})",
      R"({"notes":"one"})",
      R"({"variants":{"a":"b"}})",
      R"({"variants":["text"]})",
      R"({"properties":[["key"]]})",
      R"({"variants":[{"text":"ab","codes":[{"kind":"bold"}]}]})",
      R"({"variants":[{"text":"ab","codes":[{"kind":"open","position":3}]}]})",
      R"({"variants":[{"text":"ab","codes":[{"kind":"open","position":-1}]}]})",
      "{\"document\":\"bad \xff\"}",
  };
  for (const std::string& json : cases) {
    SCOPED_TRACE(json);
    EXPECT_THAT(TranslationUnitFromJson(json),
                IsCode(absl::StatusCode::kDataLoss));
  }
}

TEST(TranslationUnitJsonTest, ErrorsDoNotQuoteTheText) {
  const auto read = TranslationUnitFromJson(R"({"document":"secret)");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(std::string(read.status().message()), Not(HasSubstr("secret")));
}

TEST(InlineCodesJsonTest, ReadsBackEveryField) {
  const Segment segment = FullUnit().variants[0].segment;
  ASSERT_OK_AND_ASSIGN(const std::vector<InlineCode> codes,
                       InlineCodesFromJson(InlineCodesToJson(segment.codes),
                                           segment.text.size()));
  EXPECT_EQ(codes, segment.codes);
}

TEST(InlineCodesJsonTest, NoCodesAreNoText) {
  EXPECT_EQ(InlineCodesToJson({}), "");
  ASSERT_OK_AND_ASSIGN(const std::vector<InlineCode> codes,
                       InlineCodesFromJson("", 0));
  EXPECT_TRUE(codes.empty());
}

TEST(InlineCodesJsonTest, RefusesCodesOutOfOrder) {
  EXPECT_THAT(
      InlineCodesFromJson(
          R"([{"kind":"open","position":2},{"kind":"close","position":1}])", 5),
      IsCode(absl::StatusCode::kDataLoss));
}

TEST(MemoryToJsonTest, SaysWhatWasChosen) {
  EXPECT_EQ(MemoryToJson({.id = {1},
                          .name = "cgtn",
                          .display_name = "新闻",
                          .default_penalty = 2,
                          .write_rule = WriteRule::kKeepNewest,
                          .checks_quality = true}),
            R"({"id":1,"name":"cgtn","display_name":"新闻",)"
            R"("default_penalty":2,"write_rule":"keep_newest",)"
            R"("checks_quality":true})");
}

}  // namespace
}  // namespace presstm
