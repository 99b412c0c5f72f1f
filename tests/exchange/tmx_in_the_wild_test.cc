// What real files of other tools have in them and importers fall over.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tests/support/status_matchers.h"
#include "tm_store/exchange/tmx_date.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

std::string ToUtf16Le(absl::string_view text) {
  std::string bytes = "\xFF\xFE";
  for (size_t k = 0; k < text.size();) {
    const char32_t c = NextCodePoint(text, k);
    bytes += static_cast<char>(c & 0xFF);
    bytes += static_cast<char>(c >> 8);
  }
  return bytes;
}

std::string Declared(absl::string_view encoding) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"", encoding, "\"?>\n");
}

std::vector<std::string> LanguagesOf(const FileUnit& unit) {
  std::vector<std::string> languages;
  for (const Variant& variant : unit.unit.variants) {
    languages.push_back(variant.language);
  }
  return languages;
}

// Expects one unit 早安 / 안녕 and so many warnings.
void ExpectGreeting(const TmxContents& contents, size_t warnings) {
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.variants[0].segment.text, "早安");
  EXPECT_EQ(contents.units[0].unit.variants[1].segment.text, "안녕");
  EXPECT_THAT(contents.problems, SizeIs(warnings));
}

TEST(TmxInTheWildTest, ReadsEveryEncoding) {
  const std::string plain = TmxDocument(TmxPair("早安", "안녕"));
  ExpectGreeting(ReadTmx(plain), 0);
  ExpectGreeting(ReadTmx("\xEF\xBB\xBF" + plain), 0);
  ExpectGreeting(ReadTmx(ToUtf16Le(Declared("UTF-16") + plain)), 0);
  ExpectGreeting(
      ReadTmx(Declared("us-ascii") +
              TmxDocument(TmxPair("&#x65E9;&#23433;", "&#xC548;&#xB155;"))),
      0);
}

TEST(TmxInTheWildTest, BelievesTheBytesNotTheDeclaration) {
  const std::string plain = TmxDocument(TmxPair("早安", "안녕"));
  for (const char* encoding : {"UTF-16", "iso-8859-1", "windows-1252"}) {
    SCOPED_TRACE(encoding);
    const TmxContents contents = ReadTmx(Declared(encoding) + plain);
    ExpectGreeting(contents, 1);
    EXPECT_THAT(contents.problems[0].reason, HasSubstr("but is UTF-8"));
  }
  ExpectGreeting(ReadTmx(ToUtf16Le(Declared("UTF-8") + plain)), 1);
}

TEST(TmxInTheWildTest, RejectsOnlyUnitsInAnotherEncoding) {
  const TmxContents contents =
      ReadTmx(Declared("UTF-8") +
              TmxDocument(absl::StrCat(TmxPair("ok", "좋다"), "\n",
                                       TmxPair("caf\xE9", "카페"), "\n",
                                       TmxPair("fine", "\xC1\xC1\xB4\xD9"),
                                       "\n", TmxPair("\xEF\xBF\xBD", "진짜"))));
  EXPECT_OK(contents.status);
  EXPECT_THAT(contents.units, SizeIs(2));
  ASSERT_THAT(contents.problems, SizeIs(2));
  EXPECT_EQ(contents.problems[0].line, 4);
  EXPECT_EQ(contents.problems[1].line, 5);
}

TEST(TmxInTheWildTest, ReadsOverDocumentTypes) {
  for (const char* doctype :
       {"<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">",
        "<!DOCTYPE tmx PUBLIC \"-//LISA OSCAR:1998//DTD for TMX//EN\" "
        "\"http://www.lisa.org/tmx14.dtd\">",
        "<!DOCTYPE tmx [ <!ELEMENT tmx ANY> <!-- don't --> "
        "<!ATTLIST tmx version CDATA #FIXED \"1.4\"> ]>"}) {
    SCOPED_TRACE(doctype);
    ExpectGreeting(ReadTmx(absl::StrCat(Declared("UTF-8"), doctype,
                                        TmxDocument(TmxPair("早安", "안녕")))),
                   0);
  }
}

TEST(TmxInTheWildTest, DropsAndCountsIllegalCharacters) {
  const TmxContents contents = ReadTmx(TmxDocument(
      absl::StrCat(TmxPair("a\x0B\x02&#x1F;b", std::string("c\0&#0;d", 7)),
                   TmxPair("&#xD800;x&#xD83D;&#xDE00;", "y"), "\x02")));
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(2));
  EXPECT_EQ(contents.units[0].unit.variants[0].segment.text, "ab");
  EXPECT_EQ(contents.units[0].unit.variants[1].segment.text, "cd");
  EXPECT_EQ(contents.units[1].unit.variants[0].segment.text, "x😀");
  EXPECT_THAT(contents.dropped_characters,
              ElementsAre(Pair(0, 2), Pair(2, 2), Pair(0xB, 1), Pair(0x1F, 1),
                          Pair(0xD800, 1)));
  // Four kinds in the first unit, one in the second, one outside.
  EXPECT_THAT(contents.problems, SizeIs(6));
  for (const FileProblem& problem : contents.problems) {
    EXPECT_EQ(problem.kind, FileProblem::Kind::kWarning);
    EXPECT_THAT(problem.detail, testing::StartsWith("U+"));
  }
}

TEST(TmxInTheWildTest, ReadsBothLanguageAttributes) {
  const TmxContents contents = ReadTmx(
      "<tmx version='1.1'><body><tu><tuv lang='EN-US'><seg>a</seg></tuv>"
      "<tuv lang='de' xml:lang='ko'><seg>b</seg></tuv></tu></body></tmx>");
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(LanguagesOf(contents.units[0]), ElementsAre("EN-US", "ko"));
}

TEST(TmxInTheWildTest, KeepsLanguagesAsWritten) {
  for (const char* language : {"zh-CN", "ZH_cn", "zh-Hans", "ZH-TW", "zho",
                               "zh-Hant-TW", "ko", "ko-KR", "KOR", "chi"}) {
    SCOPED_TRACE(language);
    const TmxContents contents = ReadTmx(TmxDocument(
        absl::StrCat("<tu><tuv xml:lang='en_US'><seg>a</seg></tuv><tuv "
                     "xml:lang='",
                     language, "'><seg>b</seg></tuv></tu>")));
    ASSERT_THAT(contents.units, SizeIs(1));
    EXPECT_THAT(LanguagesOf(contents.units[0]), ElementsAre("en_US", language));
  }
}

TEST(TmxInTheWildTest, FindsTheSourceLanguage) {
  struct Row {
    const char* name;
    const char* header;
    const char* unit;
    const char* source;
  };
  const Row rows[] = {
      {"header", "srclang='en'", "", "en"},
      {"header says all", "srclang='*all*'", "", ""},
      {"header without", "", "", ""},
      {"no variant has it", "srclang='de-DE'", "", "de-DE"},
      {"unit wins", "srclang='en'", "srclang='ko'", "ko"},
      {"unit says all", "srclang='en'", "srclang='*ALL*'", ""},
      {"unit alone", "", "srclang='ko'", "ko"},
      {"not a language", "srclang='Deutsch?'", "", ""},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const TmxContents contents =
        ReadTmx(absl::StrCat("<tmx><header ", row.header, "/><body>",
                             TmxPair("a", "b", row.unit), "</body></tmx>"));
    ASSERT_THAT(contents.units, SizeIs(1));
    EXPECT_EQ(contents.units[0].unit.source_language, row.source);
  }
}

TEST(TmxInTheWildTest, KeepsSeveralVariantsOfALanguage) {
  const TmxContents contents = ReadTmx(TmxDocument(
      "<tu><tuv xml:lang='en-US'><seg>color</seg></tuv><tuv xml:lang='en-GB'>"
      "<seg>colour</seg></tuv><tuv xml:lang='ko'><seg>색</seg></tuv><tuv "
      "xml:lang='ko'><seg>색깔</seg></tuv></tu>"));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(LanguagesOf(contents.units[0]),
              ElementsAre("en-US", "en-GB", "ko", "ko"));
}

TEST(TmxInTheWildTest, ReadsOddDates) {
  const TmxContents contents = ReadTmx(TmxDocument(
      TmxPair("a", "b",
              "creationdate='19000101T000000Z' changedate='2010-01-01' "
              "lastusagedate='1601-01-01T00:00:00'")));
  ASSERT_THAT(contents.units, SizeIs(1));
  const TranslationUnit& unit = contents.units[0].unit;
  EXPECT_EQ(FormatTmxDate(unit.create_time), "19000101T000000Z");
  EXPECT_EQ(FormatTmxDate(unit.change_time), "20100101T000000Z");
  EXPECT_EQ(FormatTmxDate(unit.last_used_time), "16010101T000000Z");
}

TEST(TmxInTheWildTest, KeepsRepeatedProperties) {
  std::string properties;
  for (int k = 0; k < 180; ++k) {
    absl::StrAppend(&properties, "<prop type='x-Context'>-833159717904784223",
                    k, ", 5</prop><prop type='x-ContextContent'>text ", k,
                    " | target</prop>");
  }
  const TmxContents contents = ReadTmx(TmxDocument(
      absl::StrCat("<tu>", properties, "<tuv xml:lang='en'><seg>a</seg></tuv>",
                   "<tuv xml:lang='ko'><seg>b</seg></tuv></tu>")));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_THAT(contents.units[0].unit.properties, SizeIs(360));
  ASSERT_THAT(contents.units[0].unit.contexts, SizeIs(180));
  EXPECT_EQ(contents.units[0].unit.contexts[179],
            (Context{.previous_text = "text 179",
                     .key = "-833159717904784223179, 5"}));
}

TEST(TmxInTheWildTest, KeepsTheSegmentType) {
  const auto types = [](const char* header, const char* unit) {
    const TmxContents contents =
        ReadTmx(absl::StrCat("<tmx><header segtype='", header, "'/><body>",
                             TmxPair("a", "b", unit), "</body></tmx>"));
    return contents.units.at(0).unit.properties;
  };
  EXPECT_THAT(types("sentence", ""), IsEmpty());
  EXPECT_THAT(types("paragraph", ""),
              ElementsAre(Property{"segtype", "paragraph"}));
  EXPECT_THAT(types("sentence", "segtype='block'"),
              ElementsAre(Property{"segtype", "block"}));
  EXPECT_THAT(types("paragraph", "segtype='sentence'"),
              ElementsAre(Property{"segtype", "sentence"}));
  EXPECT_THAT(types("verse", ""), IsEmpty());
}

TEST(TmxInTheWildTest, ReadsCommentsCdataAndWhiteSpace) {
  const TmxContents contents = ReadTmx(
      "\n <?xml version='1.0'?>\r\n<!-- c -- c --><?pi?><tmx\tversion='1.4'>"
      "<!-- <tu> --><body><tu\r\n  tuid = 'x'\t><!-- --><tuv xml:lang='en'>"
      "<seg xml:space='preserve'> a<!-- b --><![CDATA[<&]]>\r\nc </seg></tuv>"
      "<tuv xml:lang='ko'><seg>d</seg></tuv></tu ></body></tmx>\n<!-- -->\n");
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.external_id, "x");
  EXPECT_EQ(contents.units[0].unit.variants[0].segment.text, " a<&\nc ");
}

TEST(TmxInTheWildTest, ReadsUndeclaredPrefixes) {
  const TmxContents contents = ReadTmx(
      TmxDocument(TmxPair("**a** <t5:n id='1'/>", "**b** <t5:n id='1'/>")));
  ASSERT_OK(contents.status);
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(ToDisplayText(contents.units[0].unit.variants[1].segment),
            "**b** <1/>");
}

TEST(TmxInTheWildTest, ReadsAuthorsFromProperties) {
  const TmxContents contents = ReadTmx(TmxDocument(
      "<tu><tuv xml:lang='en'><seg>a</seg></tuv><tuv xml:lang='ko'>"
      "<prop type='created_by'>kim</prop><prop type='modified_by'>li</prop>"
      "<seg>b</seg></tuv></tu>"));
  ASSERT_THAT(contents.units, SizeIs(1));
  EXPECT_EQ(contents.units[0].unit.created_by, "kim");
  EXPECT_EQ(contents.units[0].unit.changed_by, "li");
}

}  // namespace
}  // namespace presstm
