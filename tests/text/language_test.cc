#include "tm_store/text/language.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

Language Parse(const char* tag) { return ParseLanguage(tag).value(); }

TEST(LanguageTest, GivesAllSpellingsOneKey) {
  const struct {
    const char* written;
    const char* key;
    const char* tag;
  } kCases[] = {
      {"zh", "zh-Hans", "zh"},
      {"zh-CN", "zh-Hans", "zh-CN"},
      {"ZH_cn", "zh-Hans", "zh-CN"},
      {"zh-Hans", "zh-Hans", "zh-Hans"},
      {"zho", "zh-Hans", "zh"},
      {"chi", "zh-Hans", "zh"},
      {"zh-TW", "zh-Hant", "zh-TW"},
      {"zh_HK", "zh-Hant", "zh-HK"},
      {"zh-hant-tw", "zh-Hant", "zh-Hant-TW"},
      {"ko-KR", "ko", "ko-KR"},
      {"KOR", "ko", "ko"},
      {"EN-US", "en", "en-US"},
      {"en_GB", "en", "en-GB"},
      {"eng", "en", "en"},
      {"sr-Latn", "sr-Latn", "sr-Latn"},
      {"es-419", "es", "es-419"},
      {" ko ", "ko", "ko"},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.written);
    ASSERT_OK_AND_ASSIGN(const Language language, ParseLanguage(test.written));
    EXPECT_EQ(language.key, test.key);
    EXPECT_EQ(language.tag, test.tag);
  }
}

TEST(LanguageTest, RefusesWhatIsNoLanguage) {
  for (const char* tag : {"", "xx", "zz", "klingon", "en US", "*all*", "e",
                          "en-", "-", "\xFF\xFE", "中文"}) {
    SCOPED_TRACE(tag);
    EXPECT_THAT(ParseLanguage(tag), IsError(absl::StatusCode::kInvalidArgument,
                                            ErrorReason::kUnknownLanguage));
  }
  EXPECT_FALSE(ParseLanguage(std::string(100'000, 'a')).ok());
}

TEST(LanguageTest, AnswersChineseInBothScriptsUnlessOneIsNamed) {
  EXPECT_TRUE(LanguageAnswers(Parse("zh"), Parse("zh-Hans")));
  EXPECT_TRUE(LanguageAnswers(Parse("zh"), Parse("zh-TW")));
  EXPECT_TRUE(LanguageAnswers(Parse("zh-CN"), Parse("zh")));
  EXPECT_FALSE(LanguageAnswers(Parse("zh-TW"), Parse("zh-CN")));
  EXPECT_FALSE(LanguageAnswers(Parse("zh-Hans"), Parse("zh-HK")));
  EXPECT_TRUE(LanguageAnswers(Parse("en-US"), Parse("en-GB")));
  EXPECT_FALSE(LanguageAnswers(Parse("ko"), Parse("zh")));
}

TEST(LanguageTest, RanksTheSameRegionFirst) {
  EXPECT_EQ(LanguageCloseness(Parse("en-US"), Parse("en-US")), 2);
  EXPECT_EQ(LanguageCloseness(Parse("en-US"), Parse("en-GB")), 1);
  EXPECT_EQ(LanguageCloseness(Parse("en"), Parse("en-GB")), 2);
  EXPECT_EQ(LanguageCloseness(Parse("zh"), Parse("zh-TW")), 0);
}

TEST(LanguageTest, InterchangesTagsThatNameNoOtherRegion) {
  EXPECT_TRUE(LanguagesAreInterchangeable(Parse("zh-CN"), Parse("zh-Hans")));
  EXPECT_TRUE(LanguagesAreInterchangeable(Parse("en"), Parse("en-GB")));
  EXPECT_FALSE(LanguagesAreInterchangeable(Parse("en-US"), Parse("en-GB")));
  EXPECT_FALSE(LanguagesAreInterchangeable(Parse("zh-CN"), Parse("zh-TW")));
}

}  // namespace
}  // namespace presstm
