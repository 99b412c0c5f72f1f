#include "tm_store/exchange/document_reader.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/exchange/document_test_filling.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

// ASCII in UTF-16, little endian.
std::string Wide(absl::string_view text) {
  std::string wide;
  for (const char c : text) wide += {c, '\0'};
  return wide;
}

TEST(TmxDocumentTest, AddsTheMissingVariant) {
  const std::string head =
      "<tmx version=\"1.4\"><header srclang='en-US'/><body>\n<tu>";
  const std::string tail = "</tu></body></tmx>";
  const auto fill = [&](const std::string& variants) {
    const FilledDocument filled =
        FillDocument(DocumentFormat::kTmx, head + variants + tail,
                     FillWith("가"), {.target = "ko"});
    EXPECT_OK(filled.status);
    EXPECT_EQ(filled.untouched, head + variants + tail);
    return filled.bytes;
  };
  const std::string en =
      "\n <tuv xml:lang='en-GB'><seg>A<ph x='1'>&lt;br></ph></seg></tuv>";
  const std::string zh = "\n <tuv xml:lang='zh'><seg>甲</seg></tuv>";
  EXPECT_EQ(fill(en + zh),
            absl::StrCat(head, en, zh,
                         "\n <tuv xml:lang=\"ko\"><seg>가<ph x='1'>&lt;br></ph>"
                         "</seg></tuv>",
                         tail));
  EXPECT_EQ(fill(en + "<tuv lang='KO-KR'><seg/></tuv>"),
            absl::StrCat(head, en,
                         "<tuv lang='KO-KR'><seg>가<ph x='1'>&lt;br></ph></seg>"
                         "</tuv>",
                         tail));
  EXPECT_EQ(fill(en + "<tuv lang='ko'><note>n</note></tuv>"),
            absl::StrCat(head, en,
                         "<tuv lang='ko'><note>n</note><seg>가"
                         "<ph x='1'>&lt;br></ph></seg></tuv>",
                         tail));
  EXPECT_EQ(fill(en + "<tuv lang='ko'/>"),
            absl::StrCat(head, en,
                         "<tuv lang='ko'><seg>가<ph x='1'>&lt;br></ph></seg>"
                         "</tuv>",
                         tail));
  const std::string ko = "<tuv xml:lang='ko'><seg>나</seg></tuv>";
  EXPECT_EQ(fill(en + ko), head + en + ko + tail);
  EXPECT_EQ(fill(zh), head + zh + tail);
}

TEST(TmxDocumentTest, TakesTheSourceThatIsAskedFor) {
  const FilledDocument filled = FillDocument(
      DocumentFormat::kTmx,
      "<tmx><header srclang='*all*'/><body><tu><tuv xml:lang='zh'><seg>甲</seg>"
      "</tuv><tuv xml:lang='en'><seg>A</seg></tuv></tu></body></tmx>",
      NoAnswer, {.source = "en", .target = "ko"});
  ASSERT_THAT(filled.segments, SizeIs(1));
  EXPECT_EQ(filled.segments[0].source.text, "A");
}

TEST(LineDocumentTest, KeepsAMarkThatIsAlone) {
  for (const std::string bytes : {"\xEF\xBB\xBF", "\xFF\xFE", ""}) {
    const FilledDocument filled =
        FillDocument(DocumentFormat::kText, bytes, NoAnswer,
                     {.source = "en", .target = "ko"}, /*step=*/1);
    EXPECT_OK(filled.status);
    EXPECT_EQ(filled.untouched, bytes);
  }
}

TEST(LineDocumentTest, PutsTranslationsInThePlaceOfLines) {
  const std::string bytes =
      "\xEF\xBB\xBF"
      "A\r\n\r\n\t B \nA";
  const FilledDocument filled = FillDocument(
      DocumentFormat::kText, bytes,
      [](const DocumentSegment& segment) {
        return segment.source.text == "A" ? FillWith("가")(segment)
                                          : ProposeFuzzy("나")(segment);
      },
      {.source = "en", .target = "ko"}, /*step=*/1);
  EXPECT_OK(filled.status);
  EXPECT_EQ(filled.bytes,
            "\xEF\xBB\xBF"
            "가\r\n\r\n\t B \n가");
  EXPECT_EQ(filled.untouched, bytes);
  ASSERT_THAT(filled.segments, SizeIs(3));
  EXPECT_EQ(filled.segments[1].line, 3);
  EXPECT_EQ(filled.segments[1].previous_text, "A");
}

TEST(LineDocumentTest, DoesNotPutInWhatIsMoreThanALine) {
  EXPECT_EQ(
      FillDocument(DocumentFormat::kText, "A\n", FillWith("가\n나")).bytes,
      "A\n");
}

TEST(DocumentEncodingTest, KeepsUtf16) {
  const std::string xliff =
      "<xliff version='1.2'><file><trans-unit id='1'><source>A</source>$"
      "</trans-unit></file></xliff>";
  const std::string bytes = "\xFF\xFE" +
                            Wide(xliff.substr(0, xliff.find('$'))) +
                            Wide(xliff.substr(xliff.find('$') + 1));
  const FilledDocument filled = FillDocument(
      DocumentFormat::kXliff, bytes, FillWith("B\xEA\xB0\x80"), {}, /*step=*/3);
  EXPECT_OK(filled.status);
  EXPECT_EQ(filled.untouched, bytes);
  EXPECT_EQ(filled.bytes, "\xFF\xFE" + Wide(xliff.substr(0, xliff.find('$'))) +
                              Wide("<target state=\"translated\" "
                                   "state-qualifier=\"exact-match\">B") +
                              std::string("\x00\xAC", 2) + Wide("</target>") +
                              Wide(xliff.substr(xliff.find('$') + 1)));
}

TEST(DocumentEncodingTest, RefersToCharactersThatTheEncodingDoesNotHave) {
  // 新闻 in GB2312; 한 and U+2B5A7 have no place there.
  const std::string head =
      "<?xml version='1.0' encoding='gb2312'?><xliff version='1.2'><file>"
      "<trans-unit id='1'><source>\xD0\xC2\xCE\xC5</source>";
  const std::string tail = "</trans-unit></file></xliff>";
  const FilledDocument filled =
      FillDocument(DocumentFormat::kXliff, head + tail, FillWith("新한𫖧"));
  EXPECT_OK(filled.status);
  EXPECT_EQ(filled.untouched, head + tail);
  EXPECT_EQ(filled.bytes,
            absl::StrCat(head,
                         "<target state=\"translated\" "
                         "state-qualifier=\"exact-match\">\xD0\xC2&#xD55C;"
                         "&#x2B5A7;</target>",
                         tail));
}

TEST(DocumentEncodingTest, KeepsAsciiToAscii) {
  const std::string head =
      "<?xml version='1.0' encoding='us-ascii'?><xliff version='1.2'><file>"
      "<trans-unit id='1'><source>&#xe0;</source>";
  const std::string tail = "</trans-unit></file></xliff>";
  const FilledDocument filled =
      FillDocument(DocumentFormat::kXliff, head + tail, FillWith("한"));
  EXPECT_EQ(filled.untouched, head + tail);
  EXPECT_EQ(filled.bytes,
            absl::StrCat(head,
                         "<target state=\"translated\" "
                         "state-qualifier=\"exact-match\">&#xD55C;</target>",
                         tail));
}

TEST(DocumentFormatTest, IsToldByTheName) {
  EXPECT_EQ(DocumentFormatFromName("a/B.SDLXLIFF"), DocumentFormat::kXliff);
  EXPECT_EQ(DocumentFormatFromName("a.xlf.gz"), DocumentFormat::kXliff);
  EXPECT_EQ(DocumentFormatFromName("a.tmx"), DocumentFormat::kTmx);
  EXPECT_EQ(DocumentFormatFromName("a.txt"), DocumentFormat::kText);
  EXPECT_EQ(DocumentFormatFromName("a.docx"), std::nullopt);
}

}  // namespace
}  // namespace presstm
