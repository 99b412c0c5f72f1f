#include "tm_store/exchange/tmx_writer.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/tmx_dtd_check.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/exchange/tmx_date.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string Write(const std::vector<TranslationUnit>& units,
                  TmxWriter::Options options = {}) {
  absl::StatusOr<TmxWriter> writer = TmxWriter::Create(std::move(options));
  EXPECT_OK(writer);
  std::string document = writer->Header();
  for (const TranslationUnit& unit : units) document += writer->Unit(unit);
  document += writer->Footer();
  EXPECT_EQ(FindDtdFault(document), "") << document;
  return document;
}

TranslationUnit ThreeLanguages() {
  return {.source_language = "en",
          .variants = {{.language = "en-GB", .segment = {.text = "News"}},
                       {.language = "zh-CN", .segment = {.text = "新闻"}},
                       {.language = "zh-TW", .segment = {.text = "新聞"}},
                       {.language = "ko", .segment = {.text = "뉴스"}}},
          .origin = Origin::kImported};
}

std::vector<std::string> WrittenLanguages(const TranslationUnit& unit,
                                          std::vector<std::string> languages) {
  const TmxContents contents =
      ReadTmx(Write({unit}, {.languages = std::move(languages)}));
  std::vector<std::string> written;
  for (const FileUnit& read : contents.units) {
    for (const Variant& variant : read.unit.variants) {
      written.push_back(variant.language);
    }
  }
  return written;
}

TEST(TmxWriterTest, WritesAUnitAsPeopleKnowIt) {
  TranslationUnit unit = {
      .source_language = "en",
      .variants = {{.language = "en",
                    .segment = {.text = "A & B"},
                    .properties = {{"p", "<v>"}},
                    .notes = {"n"}},
                   {.language = "ko", .segment = {.text = "가"}}},
      .properties = {{"segtype", "phrase"}, {"client", "CGTN"}},
      .notes = {"note"},
      .external_id = "id \"1\"",
      .origin = Origin::kImported,
      .create_time = *ParseTmxDate("20200102T030405Z"),
      .created_by = "kim",
      .usage_count = 3};
  absl::StatusOr<TmxWriter> writer =
      TmxWriter::Create({.source_language = "en"});
  ASSERT_OK(writer);
  EXPECT_EQ(writer->Unit(unit),
            "<tu tuid=\"id &quot;1&quot;\" segtype=\"phrase\" "
            "creationdate=\"20200102T030405Z\" creationid=\"kim\" "
            "usagecount=\"3\">\n"
            "<note>note</note>\n"
            "<prop type=\"client\">CGTN</prop>\n"
            "<tuv xml:lang=\"en\">\n"
            "  <note>n</note>\n"
            "  <prop type=\"p\">&lt;v&gt;</prop>\n"
            "  <seg>A &amp; B</seg>\n"
            "</tuv>\n"
            "<tuv xml:lang=\"ko\">\n"
            "  <seg>가</seg>\n"
            "</tuv>\n"
            "</tu>\n");
}

TEST(TmxWriterTest, WritesValidDocuments) {
  Write({});
  Write({ThreeLanguages()});
  TranslationUnit odd = ThreeLanguages();
  odd.properties = {{"", ""}, {"segtype", "verse"}, {"segtype", "block"}};
  odd.contexts = {{.previous_text = "<&>"}};
  odd.origin = Origin::kUnspecified;
  odd.create_time = absl::InfiniteFuture();
  odd.variants[0].segment.codes = {
      {.content_is_xml = true, .element = TmxElement::kIt, .assoc = "q"},
      {.content = "<", .element = TmxElement::kBpt},
      {.element = TmxElement::kHi}};
  Write({odd});
}

TEST(TmxWriterTest, NeverWritesIllegalCharacters) {
  TranslationUnit unit = ThreeLanguages();
  const std::string bad = "a\x01\x1F\xEF\xBF\xBE\xED\xA0\x80\xFFz";
  unit.variants[0].segment = {
      .text = bad, .codes = {{.content = bad, .i = bad, .type = bad}}};
  unit.properties = {{bad, bad}};
  unit.notes = {bad};
  unit.external_id = unit.created_by = unit.document = bad;
  const std::string written = Write({unit});
  EXPECT_THAT(written, Not(HasSubstr("\x01")));
  EXPECT_THAT(ReadTmx(written).problems, IsEmpty());
}

TEST(TmxWriterTest, KeepsLineEndsAndTabsOfAttributes) {
  TranslationUnit unit = ThreeLanguages();
  unit.external_id = "a\n\tb\r";
  unit.variants[0].segment.text = "a\r\n\tb";
  const TmxContents contents = ReadTmx(Write({unit}));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit, unit);
}

TEST(TmxWriterTest, WritesSubsetsOfLanguages) {
  const TranslationUnit unit = ThreeLanguages();
  EXPECT_THAT(WrittenLanguages(unit, {}),
              ElementsAre("en-GB", "zh-CN", "zh-TW", "ko"));
  EXPECT_THAT(WrittenLanguages(unit, {"zh", "ko"}),
              ElementsAre("zh-CN", "zh-TW", "ko"));
  EXPECT_THAT(WrittenLanguages(unit, {"zh-Hans", "ko-KR"}),
              ElementsAre("zh-CN", "ko"));
  EXPECT_THAT(WrittenLanguages(unit, {"zh", "fr"}), IsEmpty());
  EXPECT_THAT(WrittenLanguages(unit, {"fr"}), IsEmpty());
}

TEST(TmxWriterTest, DropsTheDirectionWithTheSource) {
  TranslationUnit unit = ThreeLanguages();
  unit.source_language = "en-GB";
  unit.contexts = {{.previous_text = "Before"}};
  const TmxContents contents =
      ReadTmx(Write({unit}, {.languages = {"zh-CN", "ko"}}));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.source_language, "");
  EXPECT_THAT(
      contents.units[0].unit.contexts,
      ElementsAre(Context{.language = "en-GB", .previous_text = "Before"}));
}

TEST(TmxWriterTest, WritesTheSourceFirst) {
  TranslationUnit unit = ThreeLanguages();
  unit.contexts = {{.previous_text = "Before"}};
  const TmxContents contents =
      ReadTmx(Write({unit}, {.source_language = "ko",
                             .source_comes_first = true,
                             .languages = {"zh-CN", "ko"}}));
  ASSERT_THAT(contents.units, SizeIs(1));
  const TranslationUnit& read = contents.units[0].unit;
  EXPECT_EQ(read.variants[0].language, "ko");
  EXPECT_EQ(read.variants[1].language, "zh-CN");
  // Whose contexts they are stays the same.
  EXPECT_THAT(read.contexts, ElementsAre(Context{.language = "en-GB",
                                                 .previous_text = "Before"}));
}

TEST(TmxWriterTest, KeepsWhoseContextsTheyAreWithoutADirection) {
  TranslationUnit unit = ThreeLanguages();
  unit.source_language = "";
  unit.contexts = {{.previous_text = "Before"}};
  const TmxContents contents = ReadTmx(
      Write({unit}, {.source_language = "ko", .source_comes_first = true}));
  ASSERT_THAT(contents.units, SizeIs(1));
  const TranslationUnit& read = contents.units[0].unit;
  EXPECT_EQ(read.variants[0].language, "ko");
  EXPECT_EQ(read.source_language, "");
  EXPECT_THAT(read.contexts, ElementsAre(Context{.language = "en-GB",
                                                 .previous_text = "Before"}));
}

TEST(TmxWriterTest, RefusesUnknownLanguages) {
  EXPECT_THAT(TmxWriter::Create({.languages = {"??"}}),
              IsError(absl::StatusCode::kInvalidArgument,
                      ErrorReason::kUnknownLanguage));
  EXPECT_THAT(
      TmxWriter::Create({.source_language = "??", .source_comes_first = true}),
      IsError(absl::StatusCode::kInvalidArgument,
              ErrorReason::kUnknownLanguage));
}

TEST(TmxWriterTest, TellsContextsToOtherTools) {
  TranslationUnit unit = ThreeLanguages();
  unit.contexts = {{.previous_text = "Before", .next_text = "After"}};
  const std::string omegat =
      Write({unit}, {.context_names = ContextNames::kOmegat});
  EXPECT_THAT(omegat, HasSubstr("<prop type=\"prev\">Before</prop>"));
  EXPECT_THAT(omegat, HasSubstr("<prop type=\"next\">After</prop>"));
  const TmxContents contents = ReadTmx(omegat);
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(contents.units[0].unit.contexts, SizeIs(1));
  EXPECT_THAT(
      Write({contents.units[0].unit}, {.context_names = ContextNames::kOmegat}),
      Not(HasSubstr("x-presstm-context")));
}

TEST(TmxWriterTest, TellsMemoqContextsInTheSourceVariant) {
  TranslationUnit unit = ThreeLanguages();
  unit.source_language = "ko";
  unit.contexts = {{.previous_text = "A & <B>", .next_text = "뒤", .key = "k"}};
  const std::string memoq =
      Write({unit}, {.context_names = ContextNames::kMemoq});
  EXPECT_THAT(
      memoq,
      HasSubstr("<tuv xml:lang=\"ko\">\n"
                "  <prop type=\"x-context\">k</prop>\n"
                "  <prop type=\"x-context-pre\">&lt;seg&gt;A &amp;amp; "
                "&amp;lt;B&amp;gt;&lt;/seg&gt;</prop>\n"
                "  <prop type=\"x-context-post\">&lt;seg&gt;뒤&lt;/seg&gt;"
                "</prop>\n  <seg>"));
  const TmxContents contents = ReadTmx(memoq);
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.contexts, unit.contexts);
  EXPECT_THAT(contents.units[0].unit.properties, IsEmpty());
  // Told once, however often it goes round.
  EXPECT_EQ(
      Write({contents.units[0].unit}, {.context_names = ContextNames::kMemoq}),
      memoq);
}

TEST(TmxWriterTest, GivesContextsBackWhateverToolIsTold) {
  for (const ContextNames names :
       {ContextNames::kOmegat, ContextNames::kMemoq, ContextNames::kXtm}) {
    TranslationUnit unit = ThreeLanguages();
    // Properties alone would make one of these two.
    unit.contexts = {{.previous_text = "a"},
                     {.next_text = "b"},
                     {.language = "ko", .previous_text = "가"}};
    const TmxContents contents =
        ReadTmx(Write({unit}, {.context_names = names}));
    ASSERT_THAT(contents.units, SizeIs(1));
    EXPECT_EQ(contents.units[0].unit.contexts, unit.contexts);
  }
}

}  // namespace
}  // namespace presstm
