#include "tm_store/text/writing_system.h"

#include "gtest/gtest.h"

namespace presstm {
namespace {

bool IsIn(const char* text, const char* language) {
  return IsInScriptOf(text, ParseLanguage(language).value_or(Language()));
}

TEST(WritingSystemTest, KnowsTheScriptsOfALanguage) {
  EXPECT_TRUE(IsIn("Good morning", "en"));
  EXPECT_TRUE(IsIn("外交部发言人", "zh"));
  EXPECT_TRUE(IsIn("外交部發言人", "zh-Hant"));
  EXPECT_TRUE(IsIn("외교부 대변인", "ko-KR"));
  EXPECT_TRUE(IsIn("美 대통령", "ko"));
  EXPECT_TRUE(IsIn("おはよう、日本", "ja"));
  EXPECT_FALSE(IsIn("외교부 대변인", "zh"));
  EXPECT_FALSE(IsIn("外交部发言人", "en"));
  EXPECT_FALSE(IsIn("Good morning", "ko"));
  EXPECT_FALSE(IsIn("외교부 a", "en"));
}

TEST(WritingSystemTest, NamesInLatinLettersAreAtHomeEverywhere) {
  EXPECT_TRUE(IsIn("ChatGPT 시대", "ko"));
  EXPECT_TRUE(IsIn("CGTN记者", "zh"));
}

TEST(WritingSystemTest, WithoutLettersThereIsNoScript) {
  EXPECT_TRUE(IsIn("2026", "ko"));
  EXPECT_TRUE(IsIn("…", "zh"));
  EXPECT_TRUE(IsIn("", "en"));
}

TEST(WritingSystemTest, TellsSimplifiedFromTraditionalChinese) {
  const auto is_other = [](const char* text, const char* language) {
    return IsInOtherChinese(text, ParseLanguage(language).value_or(Language()));
  };
  EXPECT_TRUE(is_other("外交部發言人說", "zh-CN"));
  EXPECT_TRUE(is_other("外交部发言人说", "zh-TW"));
  EXPECT_TRUE(is_other("外交部发言人说", "zh-Hant"));
  EXPECT_FALSE(is_other("外交部发言人说", "zh-Hans"));
  EXPECT_FALSE(is_other("外交部發言人說", "zh-HK"));
  EXPECT_FALSE(is_other("外交部發言人說", "zh"));  // Which may be either.
  EXPECT_FALSE(is_other("皇后", "zh-TW"));         // Written so in both.
  EXPECT_FALSE(is_other("外交部發言人說", "ja"));
  EXPECT_FALSE(is_other("", "zh-TW"));
}

}  // namespace
}  // namespace presstm
