#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/tmx_segment_writer.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// The English segment of a unit that has `xml` in it.
Segment ReadSegment(absl::string_view xml) {
  const TmxContents contents = ReadTmx(TmxDocument(TmxPair(xml, "y")));
  EXPECT_OK(contents.status);
  EXPECT_THAT(contents.units, SizeIs(1));
  if (contents.units.empty()) return {};
  return contents.units[0].unit.variants[0].segment;
}

TEST(TmxInlineCodesTest, ReadsEveryElement) {
  struct Row {
    const char* name;
    const char* xml;
    const char* display;
    const char* written;  // Null: as `xml`.
  };
  const Row rows[] = {
      {"bpt and ept",
       "Press <bpt i=\"1\" x=\"1\" type=\"bold\">&lt;b&gt;</bpt>OK"
       "<ept i=\"1\">&lt;/b&gt;</ept>.",
       "Press <1>OK</1>.", nullptr},
      {"overlapping",
       "<bpt i=\"1\"/>a<bpt i=\"2\"/>b<ept i=\"1\"/>c<ept i=\"2\"/>",
       "<1>a<2>b</1>c</2>", nullptr},
      {"ph", "a<ph x=\"3\" assoc=\"b\" type=\"image\">&lt;img&gt;</ph>b",
       "a<1/>b", nullptr},
      {"it", "a<it pos=\"end\" x=\"2\">&lt;/i&gt;</it>b", "a<1/>b", nullptr},
      {"it without pos", "a<it>&lt;i></it>b<it>&lt;/i></it>", "a<1/>b<2/>",
       "a<it pos=\"begin\">&lt;i&gt;</it>b<it pos=\"end\">&lt;/i&gt;</it>"},
      {"it does not close bpt",
       "<bpt i=\"1\"/>a<it pos=\"end\"/>b<ept i=\"1\"/>", "<1>a<2/>b</1>",
       nullptr},
      {"hi keeps its text", "a <hi x=\"4\" type=\"verb\">go</hi> b",
       "a <1>go</1> b", nullptr},
      {"hi in hi", "<hi>a<hi>b</hi>c</hi>", "<1>a<2>b</2>c</1>", nullptr},
      {"ut", "a<ut x=\"1\">{\\i}</ut>", "a<1/>", nullptr},
      {"sub stays in its code",
       "See <ph>&lt;img alt=\"<sub type=\"t\">Home <bpt i=\"1\">&lt;b&gt;"
       "</bpt>!<ept i=\"1\"></ept></sub>\"&gt;</ph>.",
       "See <1/>.", nullptr},
      {"missing i", "<bpt>a</bpt>b<bpt i=\"1\">c</bpt>d<ept>e</ept>f<ept/>",
       "<1>b<2>d</2>f</1>",
       "<bpt i=\"2\">a</bpt>b<bpt i=\"1\">c</bpt>d<ept i=\"1\">e</ept>f"
       "<ept i=\"2\"/>"},
      {"ept without bpt", "a<ept i=\"5\">x</ept>b", "a</1>b", nullptr},
      {"unknown empty element", "**a** <t5:n id=\"1\" n=\"A&amp;B\"/>",
       "**a** <1/>", "**a** <ph>&lt;t5:n id=\"1\" n=\"A&amp;amp;B\"/&gt;</ph>"},
      {"unknown element around text", "a <g id=\"1\">b</g> c", "a <1>b</1> c",
       "a <bpt i=\"1\">&lt;g id=\"1\"&gt;</bpt>b<ept i=\"1\">&lt;/g&gt;</ept>"
       " c"},
      {"unknown element in a code", "a<ph><x y=\"z\">t</x></ph>", "a<1/>",
       "a<ph>&lt;x y=\"z\"&gt;t&lt;/x&gt;</ph>"},
      {"sub outside of codes", "a<sub>b</sub>", "a<1>b</1>",
       "a<bpt i=\"1\">&lt;sub&gt;</bpt>b<ept i=\"1\">&lt;/sub&gt;</ept>"},
      {"wrong attribute values", "a<ph assoc=\"q\" foo=\"bar\" x=\"\">c</ph>",
       "a<1/>", "a<ph>c</ph>"},
      {"Chinese and Korean", "新<ph>\"</ph>闻<bpt i=\"1\"/>뉴스<ept i=\"1\"/>",
       "新<1/>闻<2>뉴스</2>", nullptr},
      {"markup as text", "&lt;f0&gt;a&lt;/f0&gt; {1}", "<f0>a</f0> {1}",
       nullptr},
      {"white space in a code", "a<ph> \n\t&#13;</ph>", "a<1/>",
       "a<ph> \n\t&#xD;</ph>"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Segment segment = ReadSegment(row.xml);
    EXPECT_EQ(ToDisplayText(segment), row.display);
    std::string written;
    AppendTmxSegment(segment, written);
    EXPECT_EQ(written, row.written != nullptr ? row.written : row.xml);
    EXPECT_EQ(ReadSegment(written), segment);
  }
}

TEST(TmxInlineCodesTest, KeepsAttributesAndContent) {
  const Segment segment = ReadSegment(
      "a<bpt i='1' x='2' type='bold'>&lt;b></bpt>b<ept i='1'>&lt;/b></ept>"
      "<it pos='begin' x='3' type='t'/><ph x='4' assoc='p' "
      "type='u'>&amp;</ph>");
  const Segment expected = {.text = "ab",
                            .codes = {{.kind = InlineCodeKind::kOpen,
                                       .position_bytes = 1,
                                       .number = 1,
                                       .content = "&lt;b&gt;",
                                       .content_is_xml = true,
                                       .element = TmxElement::kBpt,
                                       .i = "1",
                                       .x = "2",
                                       .type = "bold"},
                                      {.kind = InlineCodeKind::kClose,
                                       .position_bytes = 2,
                                       .number = 1,
                                       .content = "&lt;/b&gt;",
                                       .content_is_xml = true,
                                       .element = TmxElement::kEpt,
                                       .i = "1"},
                                      {.position_bytes = 2,
                                       .number = 2,
                                       .content_is_xml = true,
                                       .element = TmxElement::kIt,
                                       .x = "3",
                                       .type = "t",
                                       .pos = "begin"},
                                      {.position_bytes = 2,
                                       .number = 3,
                                       .content = "&amp;",
                                       .content_is_xml = true,
                                       .element = TmxElement::kPh,
                                       .x = "4",
                                       .type = "u",
                                       .assoc = "p"}}};
  EXPECT_EQ(segment, expected);
}

TEST(TmxInlineCodesTest, LiftsPropertiesOutOfSegments) {
  const TmxContents contents = ReadTmx(TmxDocument(TmxPair(
      "<prop type='p'>v</prop>a<note>n</note>b<ph><prop>x</prop></ph>", "y")));
  ASSERT_THAT(contents.units, SizeIs(1));
  const Variant& variant = contents.units[0].unit.variants[0];
  EXPECT_EQ(ToDisplayText(variant.segment), "ab<1/>");
  EXPECT_THAT(variant.properties, ElementsAre(Property{"p", "v"}));
  EXPECT_THAT(variant.notes, ElementsAre("n"));
}

TEST(TmxInlineCodesTest, RejectsTooManyOrTooLongCodes) {
  std::string many;
  for (size_t k = 0; k <= kMaxInlineCodes; ++k) many += "<ph/>";
  const std::string huge =
      absl::StrCat("<ph>", std::string(kMaxInlineCodeBytes + 1, 'x'), "</ph>");
  const TmxContents contents =
      ReadTmx(TmxDocument(TmxPair("a" + many, "b") + TmxPair("c" + huge, "d")));
  EXPECT_OK(contents.status);
  ASSERT_THAT(contents.problems, SizeIs(2));
  EXPECT_EQ(contents.problems[0].reason,
            "The segment has too many inline codes.");
  EXPECT_EQ(contents.problems[1].reason,
            "An inline code of the segment is too long.");
}

TEST(TmxInlineCodesTest, WritesCodesMadeThroughTheApi) {
  const Segment segment = {
      .text = "a b",
      .codes = {
          {.kind = InlineCodeKind::kOpen, .number = 1, .content = "<b>"},
          {.kind = InlineCodeKind::kOpen, .number = 2},
          {.kind = InlineCodeKind::kClose,
           .position_bytes = 1,
           .number = 1,
           .content = "</b>"},
          {.kind = InlineCodeKind::kClose, .position_bytes = 2, .number = 9},
          {.position_bytes = 99, .number = 3, .content = "<br/>"}}};
  std::string written;
  AppendTmxSegment(segment, written);
  EXPECT_EQ(written,
            "<bpt i=\"1\">&lt;b&gt;</bpt><it pos=\"begin\"/>a<ept i=\"1\">"
            "&lt;/b&gt;</ept> <it pos=\"end\"/>b<ph>&lt;br/&gt;</ph>");
}

TEST(TmxInlineCodesTest, WritesWellFormedXmlWhateverTheCodes) {
  const auto hi = [](InlineCodeKind kind, size_t position, int number) {
    return InlineCode{.kind = kind,
                      .position_bytes = position,
                      .number = number,
                      .element = TmxElement::kHi};
  };
  const Segment crossing = {.text = "abc",
                            .codes = {hi(InlineCodeKind::kOpen, 0, 1),
                                      hi(InlineCodeKind::kOpen, 1, 2),
                                      hi(InlineCodeKind::kClose, 2, 1),
                                      hi(InlineCodeKind::kClose, 3, 2)}};
  std::string written;
  AppendTmxSegment(crossing, written);
  EXPECT_EQ(written, "<hi>a<it pos=\"begin\"/>b</hi>c<it pos=\"end\"/>");
  const Segment no_xml = {.text = "a",
                          .codes = {{.content = "</seg><x>&amp;\x01",
                                     .content_is_xml = true,
                                     .element = TmxElement::kPh}}};
  written.clear();
  AppendTmxSegment(no_xml, written);
  EXPECT_EQ(written, "<ph>&lt;/seg&gt;&lt;x&gt;&amp;amp;</ph>a");
}

}  // namespace
}  // namespace presstm
