#include "tm_store/exchange/text_encoding.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string Repeat(absl::string_view text, int times) {
  std::string all;
  for (int k = 0; k < times; ++k) absl::StrAppend(&all, text);
  return all;
}

std::string Declaration(absl::string_view encoding) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"", encoding, "\"?>");
}

// ASCII as UTF-16, little end first.
std::string Wide(absl::string_view ascii) {
  std::string wide;
  for (const char c : ascii) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

TEST(TextEncodingTest, TellsEncodingsApart) {
  struct Row {
    const char* name;
    std::string head;
    EncodingKind kind;
    size_t bom_bytes = 0;
    bool warns = false;
    bool is_refused = false;
  };
  // "가나다라마바사아" in EUC-KR is no UTF-8.
  const std::string korean = Repeat("\xB0\xA1\xB3\xAA\xB4\xD9", 4);
  const Row rows[] = {
      {"empty", "", EncodingKind::kUtf8},
      {"bare", "<tmx/>", EncodingKind::kUtf8},
      {"UTF-8 mark", "\xEF\xBB\xBF<tmx/>", EncodingKind::kUtf8, 3},
      {"UTF-16 LE mark", std::string("\xFF\xFE<\0t\0", 6),
       EncodingKind::kUtf16Le, 2},
      {"UTF-16 BE mark", std::string("\xFE\xFF\0<\0t", 6),
       EncodingKind::kUtf16Be, 2},
      {"UTF-32 LE mark", std::string("\xFF\xFE\0\0<\0\0\0", 8),
       EncodingKind::kUtf32Le, 4},
      {"UTF-32 BE mark", std::string("\0\0\xFE\xFF\0\0\0<", 8),
       EncodingKind::kUtf32Be, 4},
      {"UTF-16 LE zeros", std::string("<\0t\0m\0x\0", 8),
       EncodingKind::kUtf16Le},
      {"UTF-16 BE zeros", std::string("\0<\0t\0m\0x", 8),
       EncodingKind::kUtf16Be},
      {"UTF-32 LE zeros", std::string("<\0\0\0t\0\0\0", 8),
       EncodingKind::kUtf32Le},
      {"UTF-32 BE zeros", std::string("\0\0\0<\0\0\0t", 8),
       EncodingKind::kUtf32Be},
      {"declared UTF-8", Declaration("utf-8"), EncodingKind::kUtf8},
      {"declared ASCII", Declaration("us-ascii"), EncodingKind::kUtf8},
      {"declared UTF-16, is not", Declaration("UTF-16"), EncodingKind::kUtf8, 0,
       true},
      {"declared UTF-32, is not", Declaration("UTF-32LE"), EncodingKind::kUtf8,
       0, true},
      {"declared EBCDIC, is UTF-8", Declaration("IBM037") + "é",
       EncodingKind::kUtf8, 0, true},
      {"declared EBCDIC, is not", Declaration("IBM037"), EncodingKind::kUtf8, 0,
       false, true},
      {"declared unknown, is UTF-8", Declaration("x-klingon") + "가",
       EncodingKind::kUtf8, 0, true},
      {"declared unknown", Declaration("x-klingon") + "abc",
       EncodingKind::kUtf8, 0, false, true},
      {"declared unknown, other bytes", Declaration("x-klingon") + korean,
       EncodingKind::kUtf8, 0, false, true},
      {"declared unknown, UTF-16 mark",
       std::string("\xFF\xFE", 2) + Wide(Declaration("x-klingon")),
       EncodingKind::kUtf16Le, 2, true},
      {"HZ", Declaration("HZ-GB-2312") + "~{Dc:C~}", EncodingKind::kLegacy},
      {"HZ with its shift", "~}" + Declaration("HZ"), EncodingKind::kLegacy},
      {"ISO-2022-KR", "\x1B$)C" + Declaration("ISO-2022-KR") + "\x0EGQ\x0F",
       EncodingKind::kLegacy},
      {"ISO-2022-KR, not declared", "\x1B$)C<tmx/>", EncodingKind::kLegacy},
      {"GB_2312-80", Declaration("GB_2312-80") + "\xC4\xE3",
       EncodingKind::kLegacy},
      {"EUC-KR", Declaration("euc-kr") + korean, EncodingKind::kLegacy},
      {"EUC-KR declared, is UTF-8",
       Declaration("euc-kr") + "\xEF\xBB\xBF 가나다라마바사아",
       EncodingKind::kUtf8, 0, true},
      {"UTF-8 mark against declaration",
       "\xEF\xBB\xBF" + Declaration("euc-kr") + "가", EncodingKind::kUtf8, 3,
       true},
      // These two characters are UTF-8 by chance; too few to be believed.
      {"GBK by declaration", Declaration("gb2312") + "\xC4\xA1\xC4\xA1",
       EncodingKind::kLegacy},
      {"Latin 1", Declaration("iso-8859-1") + "caf\xE9", EncodingKind::kLegacy},
      {"Latin 1 declared, is UTF-8", Declaration("iso-8859-1") + "café, naïve",
       EncodingKind::kUtf8, 0, true},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const auto encoding = DetectTextEncoding(row.head, /*at_end=*/true);
    ASSERT_TRUE(encoding.has_value());
    EXPECT_EQ(encoding->kind, row.kind);
    EXPECT_EQ(encoding->bom_bytes, row.bom_bytes);
    EXPECT_EQ(!encoding->warning.empty(), row.warns) << encoding->warning;
    EXPECT_EQ(!encoding->refusal.empty(), row.is_refused) << encoding->refusal;
  }
}

TEST(TextEncodingTest, AsksForMoreUntilItKnows) {
  const auto needs_more = [](absl::string_view head) {
    return !DetectTextEncoding(head, /*at_end=*/false).has_value();
  };
  EXPECT_TRUE(needs_more(""));
  EXPECT_TRUE(needs_more("<tm"));
  EXPECT_FALSE(needs_more("<tmx"));
  EXPECT_TRUE(needs_more("<?xml version"));
  EXPECT_FALSE(needs_more("<?xml version=\"1.0\"?>"));
  EXPECT_TRUE(needs_more(Declaration("gbk")));
  EXPECT_FALSE(
      needs_more(Declaration("gbk") + std::string(kEncodingSniffBytes, ' ')));
  EXPECT_FALSE(needs_more("<?xml " + std::string(10'000, ' ')));
}

TEST(TextEncodingTest, ARefusalNamesTheEncodingAndTheWayOut) {
  const auto encoding =
      DetectTextEncoding(Declaration("x-klingon"), /*at_end=*/true);
  ASSERT_TRUE(encoding.has_value());
  EXPECT_THAT(encoding->refusal, HasSubstr("X-KLINGON"));
  EXPECT_THAT(encoding->refusal, HasSubstr("UTF-8"));
}

TEST(TextEncodingTest, NamesBothEncodingsInWarning) {
  const auto encoding =
      DetectTextEncoding(Declaration("UTF-16"), /*at_end=*/true);
  ASSERT_TRUE(encoding.has_value());
  EXPECT_THAT(encoding->warning, HasSubstr("UTF-16"));
  EXPECT_THAT(encoding->warning, HasSubstr("UTF-8"));
  const auto agreeing = DetectTextEncoding(
      std::string("\xFF\xFE", 2) + std::string("<\0?\0x\0m\0l\0 \0", 12),
      /*at_end=*/true);
  EXPECT_THAT(agreeing->warning, IsEmpty());
}

}  // namespace
}  // namespace presstm
