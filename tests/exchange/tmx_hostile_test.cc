// Files made to harm: each must end in a clean answer, soon and in bounded
// memory.
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/limits.h"
#include "tm_store/exchange/tmx_unit_builder.h"
#include "tm_store/exchange/xml_sanitizer.h"

namespace presstm {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

void ExpectMalformed(const std::string& bytes, const char* message) {
  const TmxContents contents = ReadTmx(bytes);
  EXPECT_EQ(GetErrorReason(contents.status), "TMX_MALFORMED")
      << contents.status;
  EXPECT_THAT(std::string(contents.status.message()),
              AllOf(StartsWith("line "), HasSubstr(message)));
  EXPECT_THAT(contents.units, IsEmpty());
}

std::string Repeat(absl::string_view text, size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (size_t k = 0; k < times; ++k) all.append(text.data(), text.size());
  return all;
}

TEST(TmxHostileTest, RefusesEntityDeclarations) {
  const char* const declarations[] = {
      "<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>",
      "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
      "<!ENTITY a PUBLIC 'x' 'http://localhost:1/'>",
      "<!ENTITY % a '<!ENTITY b \"c\">'> %a;",
      "<!ENTITY % a SYSTEM 'http://localhost:1/'> %a;",
      "<!ENTITY a '&a;'>",
      "<!NOTATION n SYSTEM 'x'><!ENTITY a SYSTEM 'y' NDATA n>",
  };
  for (const char* declaration : declarations) {
    SCOPED_TRACE(declaration);
    ExpectMalformed(absl::StrCat("<!DOCTYPE tmx [\n", declaration, "]>\n",
                                 TmxDocument(TmxPair("&a;", "&c;"))),
                    "entity declarations are refused");
  }
}

TEST(TmxHostileTest, NeverOpensTheDocumentTypesFile) {
  // A reader that opened it would fail or wait.
  const TmxContents contents = ReadTmx(absl::StrCat(
      "<!DOCTYPE tmx SYSTEM 'http://192.0.2.1/tmx14.dtd' [ %pe; ]>",
      TmxDocument(TmxPair("a", "b"))));
  EXPECT_OK(contents.status);
  EXPECT_THAT(contents.units, SizeIs(1));
}

TEST(TmxHostileTest, BoundsDepth) {
  const std::string deepest =
      absl::StrCat("<tmx>", Repeat("<a>", kMaxXmlDepth - 1),
                   Repeat("</a>", kMaxXmlDepth - 1), "</tmx>");
  EXPECT_OK(ReadTmx(deepest).status);
  ExpectMalformed("<tmx>" + Repeat("<a>", kMaxXmlDepth), "nested deeper");
  ExpectMalformed("<tmx>" + Repeat("<a>", 3'000'000), "nested deeper");
  ExpectMalformed(TmxDocument(TmxPair(
                      Repeat("<hi>", 200) + "a" + Repeat("</hi>", 200), "b")),
                  "nested deeper");
}

TEST(TmxHostileTest, BoundsTags) {
  const std::string huge(2 * kMaxMarkupBytes, 'x');
  ExpectMalformed("<tmx version='" + huge + "'>", "longer than");
  ExpectMalformed("<tmx " + huge, "longer than");
  ExpectMalformed("<!DOCTYPE tmx [<!-- --> " + huge, "longer than");
  ExpectMalformed("<" + huge, "longer than");
}

TEST(TmxHostileTest, ReadsLongTagsInSmallPiecesInTime) {
  const std::string tag = absl::StrCat(
      "<tmx version='", std::string(kMaxMarkupBytes / 2, 'x'), "'/>");
  const absl::Time begin = absl::Now();
  EXPECT_OK(ReadTmx(tag, 10).status);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(20));
}

TEST(TmxHostileTest, BoundsUnits) {
  const std::string property =
      absl::StrCat("<prop type='x'>", std::string(60'000, 'y'), "</prop>");
  const std::string code =
      absl::StrCat("<ph>", std::string(60'000, 'y'), "</ph>");
  for (const std::string& body :
       {absl::StrCat("<tu>", Repeat(property, 400), "</tu>"),
        absl::StrCat("<tu><tuv xml:lang='en'><seg>a", Repeat(code, 400),
                     "</seg></tuv></tu>")}) {
    const TmxContents contents = ReadTmx(TmxDocument(body + TmxPair("a", "b")));
    EXPECT_OK(contents.status);
    EXPECT_THAT(contents.units, SizeIs(1));
    ASSERT_THAT(contents.problems, SizeIs(1));
    EXPECT_EQ(contents.problems[0].reason, "The unit is too large.");
  }
}

TEST(TmxHostileTest, BoundsCountsWithinAUnit) {
  const std::string variant = "<tuv xml:lang='en'><seg>a</seg></tuv>";
  const TmxContents contents = ReadTmx(TmxDocument(absl::StrCat(
      "<tu>", Repeat("<prop type='a'>b</prop>", kMaxProperties + 5),
      Repeat("<note>c</note>", kMaxNotes + 5),
      "<tuv xml:lang='ko'><seg>d</seg></tuv>",
      Repeat(variant, kMaxVariants + 5), "</tu>")));
  EXPECT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(contents.units[0].unit.properties, SizeIs(kMaxProperties));
  EXPECT_THAT(contents.units[0].unit.notes, SizeIs(kMaxNotes));
  EXPECT_THAT(contents.units[0].unit.variants, SizeIs(kMaxVariants));
}

TEST(TmxHostileTest, ReadsHugeCommentsAndTextsInConstantMemory) {
  TmxReader reader;
  const std::string chunk(1 << 20, 'x');
  EXPECT_OK(reader.Feed("<tmx><!--"));
  for (int k = 0; k < 50; ++k) EXPECT_OK(reader.Feed(chunk));
  EXPECT_OK(reader.Feed("--><body>"));
  for (int k = 0; k < 20; ++k) EXPECT_OK(reader.Feed(chunk));
  EXPECT_OK(reader.Feed("<tu><note>"));
  for (int k = 0; k < 20; ++k) EXPECT_OK(reader.Feed(chunk));
  EXPECT_OK(reader.Feed("</note><tuv xml:lang='en'><seg>"));
  for (int k = 0; k < 20; ++k) EXPECT_OK(reader.Feed(chunk));
  EXPECT_OK(reader.Feed("</seg></tuv></tu>" + TmxPair("a", "b")));
  EXPECT_OK(reader.Feed("</body></tmx>"));
  EXPECT_OK(reader.Finish());
  EXPECT_EQ(reader.units_read(), 1);
  EXPECT_EQ(reader.units_rejected(), 1);
}

TEST(TmxHostileTest, BoundsDefaultAttributes) {
  std::string declarations;
  for (int k = 0; k < 1000; ++k) {
    absl::StrAppend(&declarations, "<!ATTLIST e a", k, " CDATA 'x'>");
  }
  ExpectMalformed(absl::StrCat("<!DOCTYPE tmx [", declarations, "]><tmx/>"),
                  "too many default attributes");
}

TEST(TmxHostileTest, SurvivesEveryTruncation) {
  const std::string document = absl::StrCat(
      "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n",
      "<!DOCTYPE tmx SYSTEM 'tmx14.dtd' [ <!-- x --> ]><!-- y -->",
      TmxDocument(TmxPair("<bpt i='1'>&lt;b></bpt>新闻&#x1F;<ept i='1'/>",
                          "<![CDATA[뉴스]]>", "tuid='1'")));
  const std::string trimmed = document.substr(0, document.size() - 1);
  EXPECT_OK(ReadTmx(trimmed).status);
  for (size_t size = 0; size < trimmed.size(); ++size) {
    const TmxContents contents = ReadTmx(trimmed.substr(0, size));
    EXPECT_THAT(contents.status, IsError(absl::StatusCode::kInvalidArgument,
                                         ErrorReason::kTmxMalformed))
        << size;
    EXPECT_LE(contents.units.size(), 1);
  }
}

TEST(TmxHostileTest, SurvivesEveryDamagedByte) {
  const std::string document =
      TmxDocument(TmxPair("<hi>新</hi><ph/>", "뉴&amp;스", "tuid='1'"));
  for (size_t k = 0; k < document.size(); ++k) {
    for (const char c : {'<', '>', '&', ';', '"', '\'', '\0', '\xFF', 'x'}) {
      std::string damaged = document;
      damaged[k] = c;
      const TmxContents contents = ReadTmx(damaged);
      if (!contents.status.ok()) {
        EXPECT_EQ(GetErrorReason(contents.status), "TMX_MALFORMED");
      }
    }
  }
}

}  // namespace
}  // namespace presstm
