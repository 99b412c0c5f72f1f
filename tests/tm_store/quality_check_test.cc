#include "tm_store/quality_check.h"

#include "gmock/gmock.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TranslationUnit Unit(
    const std::vector<std::pair<std::string, std::string>>& texts) {
  TranslationUnit unit = {.source_language = texts[0].first};
  for (const auto& [language, text] : texts) {
    unit.variants.push_back({.language = language, .segment = {.text = text}});
  }
  return unit;
}

std::vector<std::string> Messages(const TranslationUnit& unit) {
  std::vector<std::string> messages;
  for (const QualityWarning& warning : CheckQuality(unit)) {
    messages.push_back(warning.message);
  }
  return messages;
}

TEST(QualityCheckTest, FindsNothingWrongWithGoodTranslations) {
  EXPECT_THAT(Messages(Unit({{"en", "On March 3 they met."},
                             {"zh", "3月3日他们会面。"},
                             {"ko", "그들은 3월 3일에 만났다."}})),
              IsEmpty());
}

TEST(QualityCheckTest, ComparesEachTranslationWithTheSource) {
  TranslationUnit unit = Unit({{"ko", "2026년 5,000명"},
                               {"en", "5,000 people in 2026"},
                               {"zh", "几年来"}});
  unit.source_language = "en";
  const std::vector<QualityWarning> warnings = CheckQuality(unit);
  EXPECT_THAT(warnings,
              ElementsAre(QualityWarning{QualityIssue::kMissingNumber, 1, 2,
                                         "zh lacks the numbers 5,000, 2026"}));
}

TEST(QualityCheckTest, FindsATextLeftAsItWas) {
  EXPECT_THAT(Messages(Unit({{"en", "Good morning"}, {"ko", "Good morning "}})),
              ElementsAre("ko is the same as en"));
  // A name, numbers: these stay.
  EXPECT_THAT(Messages(Unit({{"en", "Reuters"}, {"fr", "Reuters"}})),
              IsEmpty());
  EXPECT_THAT(Messages(Unit({{"en", "12:30"}, {"ko", "12:30"}})), IsEmpty());
  // Two spellings of one language may well agree.
  EXPECT_THAT(Messages(Unit({{"zh-Hans", "中文"}, {"zh-Hant", "中文"}})),
              IsEmpty());
}

TEST(QualityCheckTest, FindsTheWrongScript) {
  EXPECT_THAT(Messages(Unit({{"en", "Good morning"}, {"ko", "早上好"}})),
              IsEmpty());  // Han may be Korean.
  EXPECT_THAT(Messages(Unit({{"en", "Good morning"}, {"zh", "안녕하세요"}})),
              ElementsAre("zh is not in the script of that language"));
  EXPECT_THAT(Messages(Unit({{"en", "He said"}, {"zh-TW", "他们说"}})),
              ElementsAre("zh-TW is in Simplified Chinese"));
  EXPECT_THAT(Messages(Unit({{"en", "He said"}, {"zh-CN", "他們說"}})),
              ElementsAre("zh-CN is in Traditional Chinese"));
  // Names and addresses in Latin letters stay so.
  EXPECT_THAT(Messages(Unit({{"ko", "방탄소년단"}, {"zh", "BTS"}})), IsEmpty());
  EXPECT_THAT(Messages(Unit({{"en", "See https://kbs.co.kr/"},
                             {"ko", "https://kbs.co.kr/"}})),
              IsEmpty());
}

TEST(QualityCheckTest, FindsCodesWithoutCounterpart) {
  TranslationUnit unit = Unit({{"en", "Press here"}, {"ko", "여기를 누르기"}});
  Segment& source = unit.variants[0].segment;
  source.codes = {
      {.kind = InlineCodeKind::kOpen, .number = 1},
      {.kind = InlineCodeKind::kClose, .position_bytes = 5, .number = 1}};
  EXPECT_THAT(Messages(unit), ElementsAre("ko has 0 inline codes, en 2"));
  Segment& target = unit.variants[1].segment;
  target.codes = {source.codes[0]};
  EXPECT_THAT(
      Messages(unit),
      ElementsAre("ko has an inline code that is only opened or closed"));
  target.codes = source.codes;
  EXPECT_THAT(Messages(unit), IsEmpty());
}

TEST(QualityCheckTest, ALoneSourceHasNoTranslationsToCheck) {
  EXPECT_THAT(Messages(Unit({{"en", "안녕 2026"}})), IsEmpty());
  EXPECT_THAT(CheckQuality({}), IsEmpty());
}

}  // namespace
}  // namespace presstm
