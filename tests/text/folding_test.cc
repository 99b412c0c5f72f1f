#include "tm_store/text/folding.h"

#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/test_data.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr FoldingOptions kChinese = {.han_variants = true};

std::string Fold(absl::string_view text, const FoldingOptions& options = {}) {
  std::string folded;
  for (const FoldedCharacter& c : FoldText(text, options)) {
    AppendUtf8(c.code_point, folded);
  }
  return folded;
}

TEST(FoldingTest, GivesOneSpelling) {
  const struct {
    const char* name;
    const char* text;
    const char* folded;
  } kCases[] = {
      {"empty", "", ""},
      {"case", "Press OFFICE", "press office"},
      {"sharp s", "Straße", "strasse"},
      {"full width", "ＡＢＣ１２３！", "abc123!"},
      {"half-width kana", "ﾆｭｰｽ", "ニュース"},
      {"ligature", "ﬁnal", "final"},
      {"decomposed Hangul", "\u1112\u1161\u11AB글", "한글"},
      {"decomposed Latin", "cafe\u0301", "café"},
      {"quotes", "“a” ‘b’ 「c」 «d»", "\"a\" 'b' \"c\" \"d\""},
      {"dashes", "a–b—c‐d", "a-b-c-d"},
      {"Chinese marks", "好，好。好、好", "好,好.好,好"},
      {"white space", " a \t\n\u3000 b\u00A0", "a b"},
      {"invisible", "co\u00ADop\u200Berate", "cooperate"},
      {"space in a number", "10\u202F000", "10\u202F000"},
      {"no-break space after a word", "a\u00A01", "a 1"},
      {"beyond the BMP", "\U00020000", "\U00020000"},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(Fold(test.text), test.folded);
  }
}

TEST(FoldingTest, SimplifiesChineseOnly) {
  EXPECT_EQ(Fold("臺灣的國會議員", kChinese), "台湾的国会议员");
  EXPECT_EQ(Fold("國會 議員"), "國會 議員");
}

TEST(FoldingTest, LeavesOutOneStep) {
  EXPECT_EQ(Fold("Ａb", {.letter_case = false}), "Ab");
  EXPECT_EQ(Fold("Ａb，C", {.width = false}), "ａb，c");
  EXPECT_EQ(Fold("“a”  b", {.punctuation = false}), "“a”  b");
}

TEST(FoldingTest, PointsBackIntoTheOriginal) {
  const std::string text = "Ａ  ﬁ한";
  const auto folded = FoldText(text, {});
  std::vector<std::string> originals;
  for (const FoldedCharacter& c : folded) {
    originals.push_back(
        text.substr(c.begin_bytes, c.end_bytes - c.begin_bytes));
  }
  EXPECT_THAT(originals, testing::ElementsAre("Ａ", " ", "ﬁ", "ﬁ", "한"));
}

TEST(FoldingTest, FoldsTwiceAsOnce) {
  std::mt19937 random(20251);
  for (const PressRow& row : ReadPressSample()) {
    for (const std::string& text : {row.en, row.zh, row.ko}) {
      const std::string once = Fold(text, kChinese);
      EXPECT_EQ(Fold(once, kChinese), once);
    }
  }
  for (int k = 0; k < 5'000; ++k) {
    const std::string once = Fold(RandomText(random, 30), kChinese);
    EXPECT_EQ(Fold(once, kChinese), once);
  }
}

TEST(FoldingTest, OffsetsAscendAndStayInside) {
  std::mt19937 random(20252);
  for (int k = 0; k < 5'000; ++k) {
    const std::string text = RandomText(random, 30);
    uint32_t previous = 0;
    for (const FoldedCharacter& c : FoldText(text, kChinese)) {
      EXPECT_LE(previous, c.begin_bytes);
      EXPECT_LT(c.begin_bytes, c.end_bytes);
      EXPECT_LE(c.end_bytes, text.size());
      previous = c.begin_bytes;
    }
  }
}

}  // namespace
}  // namespace presstm
