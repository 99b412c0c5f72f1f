#include "tm_store/exchange/tmx_reader.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/tmx_date.h"

namespace presstm {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr auto kRejected = FileProblem::Kind::kRejectedUnit;
constexpr auto kDropped = FileProblem::Kind::kDroppedVariant;
constexpr auto kWarning = FileProblem::Kind::kWarning;

MATCHER_P3(IsProblem, kind, line, reason, "") {
  *result_listener << "line " << arg.line << ": " << arg.reason << " ["
                   << arg.detail << "]";
  return arg.kind == kind && arg.line == line && arg.reason == reason;
}

TEST(TmxReaderTest, ReadsAUnitWithAllItHas) {
  const TmxContents contents = ReadTmx(TmxDocument(R"(
<tu tuid="t1" srclang="ko" segtype="paragraph" usagecount="7"
    creationdate="20200102T030405Z" creationid="kim" changeid="li"
    changedate="20210102T030405Z" lastusagedate="20220102T030405Z">
 <note>first</note><prop type="client">CGTN</prop><note>second</note>
 <tuv xml:lang="en-GB"><note>en note</note><prop type="a">b</prop>
  <seg>Good morning</seg></tuv>
 <tuv xml:lang="ko-KR"><seg>안녕하세요</seg></tuv>
</tu>)"));
  ASSERT_OK(contents.status);
  EXPECT_THAT(contents.problems, IsEmpty());
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].line, 3);
  const TranslationUnit expected = {
      .source_language = "ko",
      .variants = {{.language = "en-GB",
                    .segment = {.text = "Good morning"},
                    .properties = {{"a", "b"}},
                    .notes = {"en note"}},
                   {.language = "ko-KR", .segment = {.text = "안녕하세요"}}},
      .properties = {{"segtype", "paragraph"}, {"client", "CGTN"}},
      .notes = {"first", "second"},
      .external_id = "t1",
      .origin = Origin::kImported,
      .create_time = *ParseTmxDate("20200102T030405Z"),
      .created_by = "kim",
      .change_time = *ParseTmxDate("20210102T030405Z"),
      .changed_by = "li",
      .usage_count = 7,
      .last_used_time = *ParseTmxDate("20220102T030405Z")};
  EXPECT_EQ(contents.units[0].unit, expected);
}

TEST(TmxReaderTest, ReadsTheHeader) {
  const TmxContents contents = ReadTmx(
      "<tmx version='1.4b'><header creationtool='T' creationtoolversion='2' "
      "segtype='block' o-tmf='F' adminlang='en-US' srclang='zh-CN' "
      "datatype='html'><note>n</note><prop type='p'>v</prop>"
      "<ude name='u'><map unicode='#xF8FF'/></ude></header><body/></tmx>");
  ASSERT_OK(contents.status);
  const TmxHeader expected = {.version = "1.4b",
                              .creation_tool = "T",
                              .creation_tool_version = "2",
                              .segment_type = "block",
                              .original_format = "F",
                              .admin_language = "en-US",
                              .source_language = "zh-CN",
                              .data_type = "html",
                              .properties = {{"p", "v"}},
                              .notes = {"n"}};
  EXPECT_EQ(contents.header, expected);
}

TEST(TmxReaderTest, TakesTheUnitsOwnCreationBeforeThatOfItsVariants) {
  const TmxContents contents = ReadTmx(TmxDocument(R"(
<tu creationdate="20100101T000000Z" creationid="a"
    changedate="20150101T000000Z" changeid="b" usagecount="2">
 <tuv xml:lang="en" changedate="20120101T000000Z" changeid="c">
  <seg>x</seg></tuv>
 <tuv xml:lang="ko" changedate="20180101T000000Z" changeid="d"
  creationdate="20090101T000000Z" creationid="e" usagecount="5"
  lastusagedate="20190101T000000Z"><seg>y</seg></tuv>
</tu>)"));
  ASSERT_THAT(contents.units, SizeIs(1));
  const TranslationUnit& unit = contents.units[0].unit;
  EXPECT_EQ(FormatTmxDate(unit.create_time), "20100101T000000Z");
  EXPECT_EQ(unit.created_by, "a");
  EXPECT_EQ(FormatTmxDate(unit.change_time), "20180101T000000Z");
  EXPECT_EQ(unit.changed_by, "d");
  EXPECT_EQ(FormatTmxDate(unit.last_used_time), "20190101T000000Z");
  EXPECT_EQ(unit.usage_count, 2);
}

TEST(TmxReaderTest, TakesTheNewestDateOfVariantsWhereTheUnitHasNone) {
  const TmxContents contents = ReadTmx(TmxDocument(R"(
<tu creationdate="20200101T000000Z"><tuv xml:lang="en" usagecount="5"
 creationdate="20210101T000000Z" creationid="a"
 changedate="20120101T000000Z" changeid="c" lastusagedate="20190101T000000Z">
  <seg>x</seg></tuv>
 <tuv xml:lang="ko" changedate="20180101T000000Z" changeid="d"
  usagecount="3"><seg>y</seg></tuv>
</tu>
<tu><tuv xml:lang="en"><seg>z</seg></tuv>
 <tuv xml:lang="ko"><seg>w</seg></tuv></tu>)"));
  ASSERT_THAT(contents.units, SizeIs(2));
  const TranslationUnit& unit = contents.units[0].unit;
  EXPECT_EQ(FormatTmxDate(unit.create_time), "20200101T000000Z");
  EXPECT_EQ(unit.created_by, "a");
  EXPECT_EQ(FormatTmxDate(unit.change_time), "20180101T000000Z");
  EXPECT_EQ(unit.changed_by, "d");
  EXPECT_EQ(FormatTmxDate(unit.last_used_time), "20190101T000000Z");
  EXPECT_EQ(unit.usage_count, 5);
  EXPECT_EQ(contents.units[1].unit.change_time, absl::InfinitePast());
  EXPECT_EQ(contents.units[1].unit.usage_count, 0);
}

TEST(TmxReaderTest, TakesTheNewestChangeOfUnitAndVariantsWithItsAuthor) {
  const auto read = [](const std::string& of_unit, const std::string& of_ko) {
    const TmxContents contents = ReadTmx(TmxDocument(
        "<tu " + of_unit + "><tuv xml:lang='en'><seg>x</seg></tuv>" +
        "<tuv xml:lang='ko' " + of_ko + "><seg>y</seg></tuv></tu>"));
    const TranslationUnit& unit = contents.units.at(0).unit;
    return FormatTmxDate(unit.change_time) + " " + unit.changed_by;
  };
  const std::string old_unit = "changedate='20110101T000000Z'";
  const std::string new_variant = "changedate='20220101T000000Z'";
  EXPECT_EQ(read(old_unit + " changeid='a'", new_variant + " changeid='b'"),
            "20220101T000000Z b");
  EXPECT_EQ(read(old_unit + " changeid='a'", new_variant), "20220101T000000Z ");
  EXPECT_EQ(read(old_unit, "changedate='20100101T000000Z' changeid='b'"),
            "20110101T000000Z ");
  EXPECT_EQ(read(old_unit, old_unit + " changeid='b'"), "20110101T000000Z b");
  EXPECT_EQ(read(old_unit, "changeid='b'"), "20110101T000000Z b");
  EXPECT_EQ(read("changeid='a'", new_variant), "20220101T000000Z a");
}

TEST(TmxReaderTest, KeepsUnitsWithUnreadableDates) {
  const TmxContents contents = ReadTmx(TmxDocument(
      TmxPair("a", "b", "creationdate='yesterday' usagecount='many'")));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.create_time, absl::InfinitePast());
  EXPECT_EQ(contents.units[0].unit.usage_count, 0);
  EXPECT_THAT(
      contents.problems,
      ElementsAre(IsProblem(kWarning, 2, "A date of the unit is unreadable."),
                  IsProblem(kWarning, 2,
                            "A usage count of the unit is "
                            "unreadable.")));
}

TEST(TmxReaderTest, TellsBadUsageCounts) {
  for (const char* count : {"-1", "1.5", "many", "99999999999999999999"}) {
    SCOPED_TRACE(count);
    const TmxContents contents = ReadTmx(TmxDocument(
        TmxPair("a", "b", absl::StrCat("usagecount='", count, "'"))));
    ASSERT_THAT(contents.units, SizeIs(1));
    EXPECT_EQ(contents.units[0].unit.usage_count, 0);
    EXPECT_THAT(contents.problems, SizeIs(1));
  }
}

TEST(TmxReaderTest, RejectsUnusableUnitsAndKeepsTheRest) {
  struct Row {
    const char* name;
    std::string unit;
    const char* reason;
  };
  const auto tuv = [](absl::string_view language, absl::string_view seg) {
    return absl::StrCat("<tuv xml:lang='", language, "'><seg>", seg,
                        "</seg></tuv>");
  };
  const std::string en = tuv("en", "x");
  const Row rows[] = {
      {"no variant", "", "The unit has no variant."},
      {"empty segment", en + tuv("ko", ""), "The segment is empty."},
      {"blank segment", en + tuv("ko", " \n\t\xC2\xA0\xE3\x80\x80"),
       "The segment is empty."},
      {"nothing but codes", en + tuv("ko", "<ph/>"), "The segment is empty."},
      {"no segment", en + "<tuv xml:lang='ko'/>",
       "The variant has no segment."},
      {"no language", en + "<tuv><seg>y</seg></tuv>",
       "The variant has no language."},
      {"unknown language", en + tuv("klingonish-xx", "y"),
       "The variant's language is unknown."},
      {"too long", en + tuv("ko", std::string(kMaxSegmentBytes + 1, 'x')),
       "The segment is too long."},
      {"invalid bytes", en + tuv("ko", "\xB4\xBA"),
       "The unit has bytes that are invalid in the file's encoding."},
      {"undefined entity", en + tuv("ko", "a&nbsp;b"),
       "The unit refers to an undefined entity."},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const TmxContents contents = ReadTmx(
        TmxDocument(absl::StrCat(TmxPair("1", "2"), "\n<tu tuid='bad'>",
                                 row.unit, "</tu>\n", TmxPair("3", "4"))));
    EXPECT_OK(contents.status);
    EXPECT_THAT(contents.units, SizeIs(2));
    EXPECT_EQ(contents.rejected, 1);
    EXPECT_THAT(contents.problems,
                ElementsAre(AllOf(IsProblem(kRejected, 3, row.reason),
                                  Field(&FileProblem::external_id, "bad"))));
  }
}

TEST(TmxReaderTest, RefusesAnEncodingNobodyKnows) {
  const std::string file =
      absl::StrCat("<?xml version='1.0' encoding='x-none'?>",
                   TmxDocument(TmxPair("hello", "~{Dc:C~}")));
  for (const size_t chunk_bytes : {size_t{1}, file.size()}) {
    const TmxContents contents = ReadTmx(file, chunk_bytes);
    EXPECT_EQ(contents.status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(GetErrorReason(contents.status), "TMX_MALFORMED");
    EXPECT_TRUE(absl::StrContains(contents.status.message(),
                                  "line 1: the file declares the unknown "
                                  "encoding X-NONE"))
        << contents.status;
    EXPECT_THAT(contents.units, IsEmpty());
  }
}

TEST(TmxReaderTest, TakesUnitsOfOneLanguageAsTheApiDoes) {
  const std::string en = "<tuv xml:lang='en'><seg>x</seg></tuv>";
  for (const std::string& variants :
       {en, en + "<tuv xml:lang='EN'><seg>y</seg></tuv>"}) {
    const TmxContents contents =
        ReadTmx(TmxDocument(absl::StrCat("<tu>", variants, "</tu>")));
    EXPECT_THAT(contents.units, SizeIs(1));
    EXPECT_THAT(contents.problems, IsEmpty());
  }
}

TEST(TmxReaderTest, DropsOneVariantOfThree) {
  const TmxContents contents = ReadTmx(TmxDocument(R"(<tu>
<tuv xml:lang="en"><seg>x</seg></tuv>
<tuv xml:lang="zh"><seg> </seg></tuv>
<tuv xml:lang="ko"><seg>y</seg></tuv></tu>)"));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(contents.units[0].unit.variants, SizeIs(2));
  EXPECT_THAT(contents.problems,
              ElementsAre(AllOf(
                  IsProblem(kDropped, 4, "The segment is empty."),
                  Field(&FileProblem::detail, "zh"),
                  Field(&FileProblem::cause, ErrorReason::kSegmentEmpty))));
}

TEST(TmxReaderTest, KeepsTheLongestSegment) {
  const std::string longest(kMaxSegmentBytes, 'x');
  const TmxContents contents = ReadTmx(TmxDocument(TmxPair("a", longest)));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.variants[1].segment.text, longest);
}

TEST(TmxReaderTest, LeavesOutMetadataBeyondTheLimits) {
  const std::string overlong(kMaxMetadataBytes + 1, 'x');
  const TmxContents contents = ReadTmx(TmxDocument(absl::StrCat(
      "<tu><prop type='a'>", overlong, "</prop><prop type='b'>ok</prop><note>",
      overlong, "</note><tuv xml:lang='en'><seg>x</seg></tuv>",
      "<tuv xml:lang='ko'><seg>y</seg></tuv></tu>")));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(contents.units[0].unit.properties,
              ElementsAre(Property{"b", "ok"}));
  EXPECT_THAT(contents.units[0].unit.notes, IsEmpty());
  EXPECT_THAT(contents.problems,
              ElementsAre(IsProblem(
                  kWarning, 2,
                  "Properties or notes beyond the limits were left out.")));
}

TEST(TmxReaderTest, KeepsUnitsBeforeTheFault) {
  const std::string good = TmxDocument(
      absl::StrCat(TmxPair("1", "2"), "\n", TmxPair("3", "4"), "\n<tu><tuv>\n",
                   "<seg>a & b</seg></tuv></tu>", TmxPair("5", "6")));
  const TmxContents contents = ReadTmx(good);
  EXPECT_THAT(contents.status, IsError(absl::StatusCode::kInvalidArgument,
                                       ErrorReason::kTmxMalformed));
  EXPECT_THAT(std::string(contents.status.message()), StartsWith("line 5: "));
  EXPECT_THAT(contents.units, SizeIs(2));
}

TEST(TmxReaderTest, ReportsFilesThatAreNoTmx) {
  struct Row {
    const char* name;
    std::string bytes;
    const char* message;
  };
  const std::string whole = TmxDocument(TmxPair("1", "2"));
  const Row rows[] = {
      {"empty", "", "line 1: the file is empty"},
      {"blank", " \n ", "has no <tmx> element"},
      {"only a declaration", "<?xml version='1.0'?>", "has no <tmx> element"},
      {"text", "Hello", "not well-formed"},
      {"XLIFF", "<?xml version='1.0'?>\n<xliff version='1.2'>",
       "line 2: not a TMX file: its root element is <xliff>, not <tmx>"},
      {"cut off", whole.substr(0, whole.size() - 10), "cut off"},
      {"cut off in a tag", whole.substr(0, whole.size() - 3), "cut off"},
      {"two roots", whole + whole, "junk after document element"},
      {"open comment", whole + "<!-- ", "inside a comment"},
      {"wrong end tag", "<tmx><body></tmx>", "mismatched tag"},
      {"null bytes", std::string(1000, '\0'), "has no <tmx> element"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const TmxContents contents = ReadTmx(row.bytes);
    EXPECT_THAT(contents.status, IsError(absl::StatusCode::kInvalidArgument,
                                         ErrorReason::kTmxMalformed));
    EXPECT_THAT(std::string(contents.status.message()),
                AllOf(StartsWith("line "), HasSubstr(row.message)));
  }
}

TEST(TmxReaderTest, FailsAtOnceOnHugeOtherFiles) {
  TmxReader reader;
  const std::string chunk(100'000, 'x');
  EXPECT_OK(reader.Feed("<html>"));
  EXPECT_FALSE(reader.Feed(chunk).ok());
  EXPECT_FALSE(reader.Feed(chunk).ok());
  EXPECT_THAT(reader.Finish(), IsError(absl::StatusCode::kInvalidArgument,
                                       ErrorReason::kTmxMalformed));
}

TEST(TmxReaderTest, RefusesBytesAfterTheEnd) {
  TmxReader reader;
  EXPECT_OK(reader.Feed(TmxDocument("")));
  EXPECT_OK(reader.Finish());
  EXPECT_OK(reader.Finish());
  EXPECT_THAT(reader.Feed("x"), IsCode(absl::StatusCode::kFailedPrecondition));
}

TEST(TmxReaderTest, CountsUnits) {
  TmxReader reader;
  EXPECT_OK(reader.Feed(TmxDocument(TmxPair("1", "2") + TmxPair("", "4"))));
  EXPECT_OK(reader.Finish());
  EXPECT_EQ(reader.units_read(), 1);
  EXPECT_EQ(reader.units_rejected(), 1);
  EXPECT_THAT(reader.TakeUnits(), SizeIs(1));
  EXPECT_THAT(reader.TakeUnits(), IsEmpty());
  EXPECT_THAT(reader.TakeProblems(), SizeIs(1));
  EXPECT_THAT(reader.TakeProblems(), IsEmpty());
}

TEST(TmxReaderTest, CountsLinesOfEveryKind) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    const TmxContents contents = ReadTmx(absl::StrCat(
        "<?xml version='1.0'", end, "?>", end, "<!-- a", end, "b -->", end,
        "<tmx><body>", end, "<tu", end, "/>", "</body></tmx>"));
    ASSERT_OK(contents.status);
    ASSERT_THAT(contents.problems, SizeIs(1));
    EXPECT_EQ(contents.problems[0].line, 6);
  }
}

TEST(TmxReaderTest, LooksThroughUnknownElements) {
  const TmxContents contents = ReadTmx(
      "<x:tmx xmlns:x='u'><x:body><group><x:tu foo='bar'><y><x:tuv "
      "xml:lang='en'><z><x:seg>one</x:seg></z><z>junk</z></x:tuv></y>"
      "<x:tuv xml:lang='ko'><x:seg>둘</x:seg></x:tuv>junk</x:tu></group>"
      "</x:body></x:tmx>");
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.variants[0].segment.text, "one");
}

TEST(TmxReaderTest, KeepsEverySegmentOfAVariant) {
  const TmxContents contents = ReadTmx(
      TmxDocument("<tu><tuv xml:lang='en'><seg>a</seg><seg>b</seg></tuv>"
                  "<tuv xml:lang='ko'><seg>c</seg></tuv></tu>"));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(contents.units[0].unit.variants, SizeIs(3));
}

TEST(TmxReaderTest, ReadsTheSameByteByByte) {
  std::string body;
  for (int k = 0; k < 300; ++k) {
    absl::StrAppend(&body,
                    TmxPair(absl::StrCat("新闻 ", k, " &#1;&amp;"),
                            "<bpt i='1'>&lt;b></bpt>뉴스<ept i='1'/>"),
                    k % 7 == 0 ? TmxPair("&nbsp;", "x") : "<!-- \n -->");
  }
  const std::string document = TmxDocument(body);
  const TmxContents whole = ReadTmx(document);
  ASSERT_OK(whole.status);
  EXPECT_THAT(whole.units, SizeIs(300));
  for (const size_t chunk_bytes : {1, 13, 1024, 65'537}) {
    const TmxContents pieces = ReadTmx(document, chunk_bytes);
    EXPECT_OK(pieces.status);
    EXPECT_EQ(pieces.problems, whole.problems);
    EXPECT_EQ(pieces.dropped_characters, whole.dropped_characters);
    ASSERT_EQ(pieces.units.size(), whole.units.size());
    for (size_t k = 0; k < whole.units.size(); ++k) {
      EXPECT_EQ(pieces.units[k].unit, whole.units[k].unit);
    }
  }
}

}  // namespace
}  // namespace presstm
