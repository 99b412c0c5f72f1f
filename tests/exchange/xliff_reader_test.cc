#include "tm_store/exchange/xliff_reader.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Contents {
  absl::Status status;
  std::vector<FileUnit> units;
  std::vector<FileProblem> problems;
};

Contents Read(absl::string_view bytes) {
  XliffReader reader;
  Contents contents;
  contents.status = reader.Feed(bytes);
  contents.status.Update(reader.Finish());
  contents.units = reader.TakeUnits();
  contents.problems = reader.TakeProblems();
  return contents;
}

std::string Xliff1(absl::string_view body) {
  return absl::StrCat(
      "<?xml version='1.0'?>\n<xliff version='1.2' "
      "xmlns='urn:oasis:names:tc:xliff:document:1.2'>\n<file "
      "original='a.html' source-language='en-US' target-language='ko-KR' "
      "datatype='html'><body>\n",
      body, "</body></file></xliff>");
}

std::string Xliff2(absl::string_view body) {
  return absl::StrCat(
      "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' "
      "srcLang='en' trgLang='zh-CN'>\n<file id='f' original='b.html'>\n",
      body, "</file></xliff>");
}

TEST(XliffReaderTest, TakesApprovedUnitsOfVersion1) {
  const Contents contents = Read(Xliff1(
      "<trans-unit id='1' approved='yes'><source>One</source><target>하나"
      "</target><note>n</note><alt-trans><target>no</target></alt-trans>"
      "</trans-unit>\n"
      "<trans-unit "
      "id='2'><source>Two</source><target>둘</target></trans-unit>\n"
      "<group><trans-unit id='3'><source>Three</source><target "
      "state='signed-off'>셋</target></trans-unit></group>\n"
      "<trans-unit id='4' approved='yes' translate='no'><source>Four</source>"
      "<target>Four</target></trans-unit>\n"
      "<trans-unit id='5' approved='yes'><source>Five</source></trans-unit>\n"
      "<trans-unit id='6' approved='yes'><source>Six</source><target> "
      "</target></trans-unit>\n"));
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(2));
  const TranslationUnit& unit = contents.units[0].unit;
  EXPECT_EQ(contents.units[0].line, 4);
  EXPECT_EQ(unit.external_id, "1");
  EXPECT_EQ(unit.document, "a.html");
  EXPECT_EQ(unit.source_language, "en-US");
  EXPECT_EQ(unit.variants[0].segment.text, "One");
  EXPECT_EQ(unit.variants[1].language, "ko-KR");
  EXPECT_EQ(unit.variants[1].segment.text, "하나");
  EXPECT_EQ(unit.status, TranslationStatus::kApproved);
  EXPECT_EQ(unit.notes, std::vector<std::string>{"n"});
  EXPECT_THAT(unit.contexts, ElementsAre(Context{.next_text = "Two"}));
  EXPECT_THAT(
      contents.units[1].unit.contexts,
      ElementsAre(Context{.previous_text = "Two", .next_text = "Five"}));
  ASSERT_THAT(contents.problems, SizeIs(2));
  EXPECT_EQ(contents.problems[0].external_id, "6");
  EXPECT_EQ(contents.problems[0].reason, "The segment is empty.");
  EXPECT_EQ(contents.problems[1].kind, FileProblem::Kind::kWarning);
  EXPECT_EQ(contents.problems[1].detail, "2 of 5 segments passed over");
}

TEST(XliffReaderTest, SaysThatNothingIsApproved) {
  const Contents contents =
      Read(Xliff1("<trans-unit id='1'><source>One</source><target>하나</target>"
                  "</trans-unit><trans-unit id='2'><source>Two</source>"
                  "</trans-unit>"));
  ASSERT_OK(contents.status);
  EXPECT_THAT(contents.units, IsEmpty());
  ASSERT_THAT(contents.problems, SizeIs(1));
  EXPECT_EQ(contents.problems[0].reason,
            "No segment has an approved or final target, so there is no "
            "unit.");
  EXPECT_EQ(contents.problems[0].detail, "2 of 2 segments passed over");
}

TEST(XliffReaderTest, DividesUnitsAsTheirSourceIsDivided) {
  const Contents contents = Read(Xliff1(
      "<trans-unit id='1' approved='yes'><source>A. B.</source><seg-source>"
      "<mrk mtype='seg' mid='0'>A.</mrk> <mrk mtype='seg' mid='1'>B<g id='1'>."
      "</g></mrk></seg-source><target><mrk mtype='seg' mid='1'>나<g id='1'>."
      "</g></mrk><mrk mtype='seg' mid='0'>가.</mrk></target></trans-unit>"));
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(2));
  EXPECT_EQ(contents.units[0].unit.variants[1].segment.text, "가.");
  EXPECT_EQ(ToDisplayText(contents.units[1].unit.variants[0].segment),
            "B<1>.</1>");
  EXPECT_EQ(ToDisplayText(contents.units[1].unit.variants[1].segment),
            "나<1>.</1>");
}

TEST(XliffReaderTest, MakesCodesOfVersion1) {
  const Contents contents = Read(Xliff1(
      "<trans-unit id='1' approved='yes'><source>a<bpt id='1'>&lt;b></bpt>b"
      "<ept id='1'>&lt;/b></ept><x id='2'/><ph id='3' ctype='image'>&lt;img>"
      "<sub>alt</sub></ph><bx id='4' rid='r'/>c<ex id='5' rid='r'/><it id='6' "
      "pos='close'>&lt;/i></it><mrk mtype='term'>d</mrk></source><target>e"
      "</target></trans-unit>"));
  ASSERT_THAT(contents.units, SizeIs(1));
  const Segment& segment = contents.units[0].unit.variants[0].segment;
  EXPECT_EQ(ToDisplayText(segment), "a<1>b</1><2/><3/><4>c</4><5/>d");
  EXPECT_EQ(segment.codes[0].content, "<b>");
  EXPECT_EQ(segment.codes[1].content, "</b>");
  EXPECT_EQ(segment.codes[2].content, "<x id=\"2\"/>");
  EXPECT_EQ(segment.codes[3].content, "<img>alt");
  EXPECT_EQ(segment.codes[3].type, "image");
  EXPECT_EQ(segment.codes[6].pos, "end");
}

TEST(XliffReaderTest, TakesApprovedSegmentsOfVersion2) {
  const Contents contents = Read(Xliff2(
      "<unit id='u'><notes><note>n</note></notes><originalData><data id='d1'>"
      "&lt;b></data><data id='d2'>&lt;/b></data></originalData>\n"
      "<segment state='final'><source>One <pc id='1' dataRefStart='d1' "
      "dataRefEnd='d2'>b</pc></source><target>一 <pc id='1' dataRefStart='d1' "
      "dataRefEnd='d2'>b</pc></target></segment>\n"
      "<ignorable><source> </source></ignorable>"
      "<segment state='translated'><source>Two</source><target>二</target>"
      "</segment>"
      "<segment state='reviewed'><source>Three<cp hex='0001'/><cp hex='41'/>"
      "<ph id='2'/></source><target>三</target></segment></unit>"));
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.problems, SizeIs(1));
  EXPECT_EQ(contents.problems[0].detail, "1 of 3 segments passed over");
  ASSERT_THAT(contents.units, SizeIs(2));
  const TranslationUnit& unit = contents.units[0].unit;
  EXPECT_EQ(contents.units[0].line, 4);
  EXPECT_EQ(unit.external_id, "u");
  EXPECT_EQ(unit.notes, std::vector<std::string>{"n"});
  EXPECT_EQ(ToDisplayText(unit.variants[1].segment), "一 <1>b</1>");
  EXPECT_EQ(unit.variants[0].segment.codes[0].content, "<b>");
  EXPECT_EQ(unit.variants[0].segment.codes[1].content, "</b>");
  EXPECT_EQ(ToDisplayText(contents.units[1].unit.variants[0].segment),
            "ThreeA<1/>");
}

TEST(XliffReaderTest, KeepsTheLastUnitBeforeAFault) {
  const std::string unit =
      "<trans-unit id='1' approved='yes'><source>a</source><target>b</target>"
      "</trans-unit>";
  const std::string whole = Xliff1(unit);
  const std::string begun = whole.substr(0, whole.find("</trans-unit>") + 13);
  for (const char* rest : {"", "<trans-unit id=", "<a></b>", "<!-- -- -->"}) {
    SCOPED_TRACE(rest);
    const Contents contents = Read(begun + rest);
    EXPECT_FALSE(contents.status.ok());
    ASSERT_THAT(contents.units, SizeIs(1));
    EXPECT_THAT(contents.units[0].unit.contexts, IsEmpty());
  }
}

TEST(XliffReaderTest, RefusesWhatIsNoXliff) {
  for (const char* file :
       {"", "x", "<tmx/>", "<xliff version='3.0'/>", "<xliff><file/></xliff>",
        "<xliff version='1.2'><file>",
        "<!DOCTYPE xliff [<!ENTITY a 'b'>]><xliff/>"}) {
    EXPECT_THAT(Read(file).status, IsError(absl::StatusCode::kInvalidArgument,
                                           ErrorReason::kFileMalformed))
        << file;
  }
}

TEST(XliffReaderTest, BoundsWhatItKeeps) {
  const Contents contents = Read(Xliff1(absl::StrCat(
      "<trans-unit id='1' approved='yes'><source>a</source><target>",
      std::string(70'000, 'x'), "</target></trans-unit>",
      "<trans-unit id='2' approved='yes'><source>b</source><target>c</target>"
      "</trans-unit>")));
  ASSERT_OK(contents.status);
  EXPECT_THAT(contents.units, SizeIs(1));
  ASSERT_THAT(contents.problems, SizeIs(1));
  EXPECT_EQ(contents.problems[0].reason, "The segment is too long.");
}

}  // namespace
}  // namespace presstm
