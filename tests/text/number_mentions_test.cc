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

TEST(NumberMentionsTest, AddsUpWhatIsOneNumber) {
  EXPECT_THAT(Unmentioned("3만5000명", "ko", "35,000 people", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("35,000 people", "en", "3만 5천 명", "ko"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("1조 2000억 원", "ko", "1.2万亿韩元", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("1억 2천만", "ko", "120 million", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("1亿2000万", "zh", "1억 2천만", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("1 000 000", "en", "100万", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("3만5000명", "ko", "36,000 people", "en"),
              ElementsAre("3만5000"));
  // Or several after all.
  EXPECT_THAT(Unmentioned("3만 5000", "ko", "30,000 and 5,000", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("the top 10 100 times", "en", "前10名100次", "zh"),
              IsEmpty());
}

TEST(NumberMentionsTest, KnowsShortForms) {
  EXPECT_THAT(Unmentioned("12亿美元", "zh", "$1.2bn", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("500만 달러", "ko", "$5m", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("80年代", "zh", "in the 1980s", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("G7", "en", "七国", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("20 million", "en", "超过 2000 万人", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("5.5 million", "en", "550多万人", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("20世纪30年代", "zh", "1930년대", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("1930년대", "ko", "20 世纪 30 年代", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("베네딕토 16세", "ko", "Benedict XVI", "en"),
              IsEmpty());
}

TEST(NumberMentionsTest, KnowsSignsAndHoursInWords) {
  EXPECT_THAT(Unmentioned("-5 °C", "en", "영하 5도", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("零下5度", "zh", "-5 degrees", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("-5", "en", "5도", "ko"), ElementsAre("-5"));
  EXPECT_THAT(Unmentioned("7:30 p.m.", "en", "19时30分", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("19:30", "en", "오후 7시 30분", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("19:30", "en", "7시 30분", "ko"), ElementsAre("19"));
  EXPECT_THAT(Unmentioned("4.40 am", "en", "早晨4:40", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("12:26 a.m.", "en", "오전 0시 26분", "ko"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("下午5：30", "zh", "오후 5.30", "ko"), IsEmpty());
}

TEST(NumberMentionsTest, TakesListsApart) {
  EXPECT_THAT(Unmentioned("10, 20 and 30", "en", "10、20和30人", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("10、20、30名", "zh", "10, 20 and 30", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("aged 5, 12 and 13", "en", "5，12，13岁", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("In 2020, 100 people", "en", "2020，100人", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("10、20", "zh", "10 and 30", "en"),
              ElementsAre("20"));
  EXPECT_THAT(Unmentioned("１，０００", "zh", "1,000", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("1.234.567", "en", "1,234,567", "zh"), IsEmpty());
}

TEST(NumberMentionsTest, KnowsDatesAndHoursInDigits) {
  EXPECT_THAT(Unmentioned("2018.10.03 서울", "ko", "October 3, 2018", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("2018. 10. 3. 서울", "ko", "October 3, 2018", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("2018-10-03", "ko", "October 3, 2018", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("10·26 사태", "ko", "the Oct. 26 incident", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("2018.10.03", "ko", "October 4, 2018", "en"),
              ElementsAre("03"));
  EXPECT_THAT(Unmentioned("at 17:00", "en", "오후 5시에", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("at 6:30", "en", "六点半", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("at 6:40", "en", "六点半", "zh"), ElementsAre("40"));
}

TEST(NumberMentionsTest, ReadsNumbersWithLettersAfterThem) {
  EXPECT_THAT(Unmentioned("the 1990s", "en", "1980년대", "ko"),
              ElementsAre("1990"));
  EXPECT_THAT(Unmentioned("the 1990s", "en", "90年代", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("the 1980s", "en", "上世纪八十年代", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("the 21st century", "en", "22세기", "ko"),
              ElementsAre("21"));
  EXPECT_THAT(Unmentioned("It cost $5m", "en", "500억 달러", "ko"),
              ElementsAre("5"));
  EXPECT_THAT(Unmentioned("It cost $5m", "en", "500만 달러", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("5km away", "en", "6km 거리", "ko"),
              ElementsAre("5"));
}

TEST(NumberMentionsTest, KnowsPhrases) {
  EXPECT_THAT(Unmentioned("30대 남성", "ko", "a man in his thirties", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("20년", "ko", "two decades", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("2분의 1", "ko", "one half", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("2배", "ko", "profit doubled", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("12개", "ko", "a dozen", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("13개", "ko", "a dozen", "en"), ElementsAre("13"));
}

TEST(NumberMentionsTest, KnowsMonths) {
  EXPECT_THAT(Unmentioned("2026年3月", "zh", "March 2026", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("5월 2일", "ko", "on MAY 2", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("2026年3月", "zh", "in 2026 they marched", "en"),
              ElementsAre("3"));
  EXPECT_THAT(Unmentioned("13月", "zh", "March", "en"), ElementsAre("13"));
  EXPECT_THAT(Unmentioned("7~9월", "ko", "July to September", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("28일", "ko", "on Monday", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("28개", "ko", "on Monday", "en"), ElementsAre("28"));
}

TEST(NumberMentionsTest, KnowsSmallNumbersInWords) {
  EXPECT_THAT(Unmentioned("3个国家", "zh", "Three countries", "en"), IsEmpty());
  EXPECT_THAT(Unmentioned("the 21 states", "en", "二十一个州", "zh"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("10 people", "en", "그 십 명", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("10个", "zh", "often", "en"), ElementsAre("10"));
  EXPECT_THAT(Unmentioned("-3", "en", "three", "en"), ElementsAre("-3"));
  EXPECT_THAT(Unmentioned("2 people", "en", "两人", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("3 people", "en", "세 명", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("3 people", "en", "세계", "ko"), ElementsAre("3"));
  EXPECT_THAT(Unmentioned("第3", "zh", "the third", "en"), IsEmpty());
}

TEST(NumberMentionsTest, KnowsLargeNumbersAndDecimalsInWords) {
  EXPECT_THAT(Unmentioned("2.5 billion", "en", "二十五亿", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("2.5 billion", "en", "二十五億", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("5,000", "en", "五千人", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("5,000", "en", "오천 명", "ko"), IsEmpty());
  EXPECT_THAT(Unmentioned("100 percent", "en", "百分之百", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("12.5%", "en", "百分之十二点五", "zh"), IsEmpty());
  EXPECT_THAT(Unmentioned("2026年", "zh", "twenty twenty-six", "en"),
              IsEmpty());
  EXPECT_THAT(Unmentioned("2026", "en", "二〇二六年", "zh"), IsEmpty());
}

}  // namespace
}  // namespace presstm
