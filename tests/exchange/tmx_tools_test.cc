// One unit as each tool writes it: its contexts are known, and whatever else
// it says is kept where it stood, and written back.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/exchange/tmx_writer.h"

namespace presstm {
namespace {

using testing::SizeIs;

std::string Props(const std::vector<Property>& properties) {
  std::string xml;
  for (const Property& property : properties) {
    absl::StrAppend(&xml, "<prop type=\"", property.key, "\">", property.value,
                    "</prop>");
  }
  return xml;
}

struct ToolRow {
  const char* tool;
  std::vector<Property> of_unit;
  std::vector<Property> of_source;  // On the source's tuv.
  std::vector<Context> contexts;
};

std::vector<ToolRow> Tools() {
  return {
      {"Trados",
       {{"x-ContextContent", "before | target before | | "},
        {"x-Context", "-8331597179047842233, 5"},
        {"x-LastUsedBy", "kim"},
        {"x-Origin", "TM"},
        {"x-OriginalFormat", "TradosTranslatorsWorkbench"},
        {"x-ConfirmationLevel", "Translated"},
        {"x-StructureContext:MultipleString", "x-tm-h1"},
        {"x-Client:SingleString", "press"}},
       {},
       {{.previous_text = "before", .key = "-8331597179047842233, 5"}}},
      {"memoQ",
       {},
       {{"client", "c"},
        {"project", "p"},
        {"domain", "d"},
        {"subject", "s"},
        {"corrected", "no"},
        {"aligned", "no"},
        {"x-document", "a.docx"},
        {"x-context-pre", "before"},
        {"x-context-post", "after"}},
       {{.previous_text = "before", .next_text = "after"}}},
      {"memoQ, by id", {{"x-context", "id-1"}}, {}, {{.key = "id-1"}}},
      {"Phrase",
       {},
       {{"context_prev", "before"},
        {"context_next", "after"},
        {"context", "k"},
        {"created_by", "kim"},
        {"modified_by", "li"},
        {"filename", "a.html"},
        {"project", "p"},
        {"reviewed", "true"}},
       {{.previous_text = "before", .next_text = "after", .key = "k"}}},
      {"XTM",
       {{"x-previous-source-text", "before"},
        {"x-next-source-text", "after"},
        {"x-previous-crc", "123"},
        {"x-next-crc", "456"},
        {"x-segment-id", "7"}},
       {},
       {{.previous_text = "before", .next_text = "after", .key = "123,456"}}},
      {"GlobalLink, Wordfast",
       {{"previousMd5Segment", "before"},
        {"nextMd5Segment", "after"},
        {"previousMd5Checksum", "aa"},
        {"nextMd5Checksum", "bb"}},
       {},
       {{.previous_text = "before", .next_text = "after", .key = "aa,bb"}}},
      {"OmegaT",
       {{"file", "a.html"},
        {"id", "k"},
        {"prev", "before"},
        {"next", "after"},
        {"path", "/p"},
        {"x-ice", "k"}},
       {},
       {{.previous_text = "before", .next_text = "after", .key = "k"}}},
      {"MateCat",
       {{"x-context-pre", "before"},
        {"x-context-post", "after"},
        {"x-project_name", "p"}},
       {},
       {{.previous_text = "before", .next_text = "after"}}},
      {"t5memory, OpenTM2",
       {{"tmgr:context", "ctx"},
        {"tmgr:docname", "a.xlf"},
        {"tmgr:segId", "1"},
        {"tmgr:markup", "OTMXUXLF"},
        {"tmgr:addinfo", "i"}},
       {},
       {{.key = "ctx"}}},
      {"t5memory, older", {{"tmgr-context", "ctx"}}, {}, {{.key = "ctx"}}},
      {"Transifex", {{"context", "k"}}, {}, {{.key = "k"}}},
      {"Weblate, translate-toolkit", {{"x-context", "k"}}, {}, {{.key = "k"}}},
  };
}

TEST(TmxToolsTest, KnowsContextsAndKeepsTheRest) {
  for (const ToolRow& row : Tools()) {
    SCOPED_TRACE(row.tool);
    const std::string tmx = TmxDocument(absl::StrCat(
        "<tu>", Props(row.of_unit), "<tuv xml:lang='en'>", Props(row.of_source),
        "<seg>a</seg></tuv>", "<tuv xml:lang='ko'><seg>가</seg></tuv></tu>"));
    const TmxContents read = ReadTmx(tmx);
    ASSERT_THAT(read.units, SizeIs(1));
    const TranslationUnit& unit = read.units[0].unit;
    EXPECT_EQ(unit.contexts, row.contexts);
    EXPECT_EQ(unit.properties, row.of_unit);
    EXPECT_EQ(unit.variants[0].properties, row.of_source);
    ASSERT_OK_AND_ASSIGN(const TmxWriter writer, TmxWriter::Create({}));
    const TmxContents again =
        ReadTmx(writer.Header() + writer.Unit(unit) + writer.Footer());
    ASSERT_THAT(again.units, SizeIs(1));
    EXPECT_EQ(again.units[0].unit, unit);
  }
}

// Tags that a tool has written as text are text: they come back as they came.
TEST(TmxToolsTest, KeepsMarkupThatIsText) {
  for (const char* text :
       {"&lt;f0&gt;bold&lt;/f0&gt;", "{1}bold{2}", "%s and {0}"}) {
    SCOPED_TRACE(text);
    const TmxContents read = ReadTmx(TmxDocument(TmxPair(text, "b")));
    ASSERT_THAT(read.units, SizeIs(1));
    EXPECT_THAT(read.units[0].unit.variants[0].segment.codes, SizeIs(0));
    ASSERT_OK_AND_ASSIGN(const TmxWriter writer, TmxWriter::Create({}));
    EXPECT_THAT(writer.Unit(read.units[0].unit), testing::HasSubstr(text));
  }
}

// XLIFF's inline elements, which some tools leave in TMX, are codes.
TEST(TmxToolsTest, ReadsInlineElementsOfXliff) {
  const TmxContents read = ReadTmx(TmxDocument(
      TmxPair("a <g id='1'>b</g><x id='2'/> <bx id='3'/>c<ex id='4'/>", "d")));
  ASSERT_THAT(read.units, SizeIs(1));
  EXPECT_EQ(ToDisplayText(read.units[0].unit.variants[0].segment),
            "a <1>b</1><2/> <3/>c<4/>");
}

// The header may lack anything.
TEST(TmxToolsTest, NeedsNothingOfTheHeader) {
  for (const char* header : {"", "<header/>", "<header o-tmf='?'/>"}) {
    const TmxContents read = ReadTmx(absl::StrCat(
        "<tmx>", header, "<body>", TmxPair("a", "b"), "</body></tmx>"));
    EXPECT_THAT(read.units, SizeIs(1)) << header;
  }
}

}  // namespace
}  // namespace presstm
