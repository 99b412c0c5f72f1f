#include "tm_store/text/number_mentions.h"

#include "gmock/gmock.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Unmentioned(const std::string& source,
                                     const std::string& source_language,
                                     const std::string& target,
                                     const std::string& target_language) {
  const TextUnits a = ToTextUnits(source, source_language);
  const TextUnits b = ToTextUnits(target, target_language);
  return FindUnmentionedNumbers({source, a, source_language},
                                {target, b, target_language});
}

TEST(NumberMentionsTest, FindsWhatIsMissing) {
  EXPECT_THAT(Unmentioned("In 2026, 1,250 came", "en", "2026년에 왔다", "ko"),
              ElementsAre("1,250"));
  EXPECT_THAT(Unmentioned("3.5 percent", "en", "百分之3.6", "zh"),
              ElementsAre("3.5"));
  EXPECT_THAT(Unmentioned("no number", "en", "12个", "zh"), IsEmpty());
}

TEST(NumberMentionsTest, CountsThem) {
  EXPECT_THAT(Unmentioned("7 to 7", "en", "7 대 7", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("17 to 17", "en", "17점", "ko"), ElementsAre("17"));
}

TEST(NumberMentionsTest, TakesOtherSpellingsForTheSame) {
  EXPECT_THAT(Unmentioned("1,000", "en", "１０００", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("30,000 people", "en", "3万人", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("3만 명", "ko", "30,000 people", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("1.2 billion", "en", "12亿", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("12亿元", "zh", "12억 위안", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("5 Million", "en", "500萬", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("5 million", "en", "5万", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("5 million", "en", "50만", "ko"), ElementsAre("5"));
}

TEST(NumberMentionsTest, KnowsMonths) {
  EXPECT_THAT(Unmentioned("2026年3月", "zh", "March 2026", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("5월 2일", "ko", "on MAY 2", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("2026年3月", "zh", "in 2026 they marched", "en"),
              ElementsAre("3"));
  EXPECT_THAT(Unmentioned("13月", "zh", "March", "en"), ElementsAre("13"));
}

TEST(NumberMentionsTest, KnowsSmallNumbersInWords) {
  EXPECT_THAT(Unmentioned("3个国家", "zh", "Three countries", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("the 21 states", "en", "二十一个州", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("10 people", "en", "그 십 명", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("10个", "zh", "often", "en"), ElementsAre("10"));
  EXPECT_THAT(Unmentioned("-3", "en", "three", "en"), ElementsAre("-3"));
}

}  // namespace
}  // namespace presstm
