#include "tm_store/storage/write_rule.h"

#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TranslationUnit Stored(int64_t id, const std::string& zh, const std::string& en,
                       absl::Time change_time = absl::InfinitePast()) {
  TranslationUnit unit = ZhEn(zh, en);
  unit.id = {id};
  unit.change_time = change_time;
  return unit;
}

MATCHER_P(HasId, id, "") { return arg.id.value == id; }

TEST(PlanWriteTest, AddsWhereNothingStandsInTheWay) {
  const std::vector<TranslationUnit> others = {
      Stored(1, "您好", "Hello"),
      {.id = {2},
       .variants = {{.language = "zh", .segment = {.text = "你好"}},
                    {.language = "ko", .segment = {.text = "안녕"}}}}};
  for (const WriteRule rule :
       {WriteRule::kKeepAll, WriteRule::kReplaceSameSource,
        WriteRule::kReplaceSameSourceAndContext, WriteRule::kKeepNewest,
        WriteRule::kSkipExisting}) {
    SCOPED_TRACE(WriteRuleName(rule));
    const WritePlan plan = PlanWrite(ZhEn("你好", "Hi"), rule, others);
    EXPECT_EQ(plan.outcome, WriteOutcome::kAdded);
    EXPECT_EQ(plan.unit, ZhEn("你好", "Hi"));
    EXPECT_THAT(plan.updates, IsEmpty());
    EXPECT_THAT(plan.deletions, IsEmpty());
  }
}

TEST(PlanWriteTest, KeepAllAdds) {
  const WritePlan plan = PlanWrite(ZhEn("你好", "Hi"), WriteRule::kKeepAll,
                                   {Stored(1, "你好", "Hello")});
  EXPECT_EQ(plan.outcome, WriteOutcome::kAdded);
}

TEST(PlanWriteTest, ReplaceTakesTheNewestAndDeletesTheOthers) {
  const WritePlan plan =
      PlanWrite(ZhEn("你好", "Hi"), WriteRule::kReplaceSameSource,
                {Stored(1, "你好", "Hello"), Stored(2, "你好", "Hey", Day(9)),
                 Stored(3, "你好", "Hullo", Day(8))});
  EXPECT_EQ(plan.outcome, WriteOutcome::kReplaced);
  EXPECT_THAT(plan.unit, HasId(2));
  EXPECT_THAT(plan.unit, HasTexts("zh-CN:你好 en:Hi"));
  EXPECT_THAT(plan.deletions, ElementsAre(HasId(1), HasId(3)));
}

TEST(PlanWriteTest, OfEqualAgeTheHighestIdIsReplaced) {
  const WritePlan plan =
      PlanWrite(ZhEn("你好", "Hi"), WriteRule::kReplaceSameSource,
                {Stored(1, "你好", "Hello"), Stored(2, "你好", "Hey")});
  EXPECT_THAT(plan.unit, HasId(2));
}

TEST(PlanWriteTest, ReplaceLeavesFurtherLanguagesOfTheOthers) {
  TranslationUnit trilingual = Stored(1, "你好", "Hello");
  trilingual.variants.push_back(
      {.language = "ko", .segment = {.text = "안녕"}});
  const WritePlan plan =
      PlanWrite(ZhEn("你好", "Hi"), WriteRule::kReplaceSameSource,
                {trilingual, Stored(2, "你好", "Hey")});
  EXPECT_THAT(plan.deletions, IsEmpty());
  EXPECT_THAT(plan.updates, ElementsAre(HasTexts("zh-CN:你好 ko:안녕")));
}

TEST(PlanWriteTest, ReplaceByContextLeavesOtherContextsAlone) {
  TranslationUnit incoming = ZhEn("你好", "Hi");
  incoming.contexts = {{.previous_text = "早"}};
  TranslationUnit here = Stored(1, "你好", "Hello");
  here.contexts = {{.previous_text = "早"}};
  TranslationUnit there = Stored(2, "你好", "Hey");
  there.contexts = {{.previous_text = "晚"}};
  const TranslationUnit nowhere = Stored(3, "你好", "Hullo");
  const WritePlan plan =
      PlanWrite(incoming, WriteRule::kReplaceSameSourceAndContext,
                {here, there, nowhere});
  EXPECT_EQ(plan.outcome, WriteOutcome::kReplaced);
  EXPECT_THAT(plan.unit, HasId(1));
  EXPECT_THAT(plan.updates, IsEmpty());
  EXPECT_THAT(plan.deletions, IsEmpty());
}

TEST(PlanWriteTest, ReplaceByContextTakesTheContextFromAUnitSeenElsewhere) {
  TranslationUnit incoming = ZhEn("你好", "Hi");
  incoming.contexts = {{.previous_text = "早"}};
  TranslationUnit stored = Stored(1, "你好", "Hello");
  stored.contexts = {{.previous_text = "晚"}, {.previous_text = "早"}};
  const WritePlan plan =
      PlanWrite(incoming, WriteRule::kReplaceSameSourceAndContext, {stored});
  EXPECT_EQ(plan.outcome, WriteOutcome::kAdded);
  EXPECT_EQ(plan.unit, incoming);
  ASSERT_EQ(plan.updates.size(), 1);
  EXPECT_THAT(plan.updates[0].contexts,
              ElementsAre(Context{.previous_text = "晚"}));
  EXPECT_THAT(plan.updates[0], HasTexts("zh-CN:你好 en:Hello"));
}

TEST(PlanWriteTest, ReplaceByContextTakesUnitsWithoutContextForOneAnother) {
  TranslationUnit elsewhere = Stored(2, "你好", "Hey");
  elsewhere.contexts = {{.key = "k"}};
  const WritePlan plan =
      PlanWrite(ZhEn("你好", "Hi"), WriteRule::kReplaceSameSourceAndContext,
                {Stored(1, "你好", "Hello"), elsewhere});
  EXPECT_EQ(plan.outcome, WriteOutcome::kReplaced);
  EXPECT_THAT(plan.unit, HasId(1));
}

TEST(PlanWriteTest, KeepNewestTakesAnUndatedUnitForOneOfTheTimeGiven) {
  const auto outcome = [](absl::Time undated) {
    return PlanWrite(ZhEn("你好", "Hi"), WriteRule::kKeepNewest,
                     {Stored(1, "你好", "Hello", Day(5))}, undated)
        .outcome;
  };
  EXPECT_EQ(outcome(Day(6)), WriteOutcome::kReplaced);
  EXPECT_EQ(outcome(Day(5)), WriteOutcome::kSkipped);
}

TEST(PlanWriteTest, KeepNewestComparesChangeTimes) {
  struct Case {
    std::string name;
    absl::Time incoming;
    WriteOutcome outcome;
  };
  const std::vector<Case> cases = {
      {"later", Day(6), WriteOutcome::kReplaced},
      {"equal", Day(5), WriteOutcome::kSkipped},
      {"earlier", Day(4), WriteOutcome::kSkipped},
      {"unknown", absl::InfinitePast(), WriteOutcome::kSkipped},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    TranslationUnit incoming = ZhEn("你好", "Hi");
    incoming.change_time = test.incoming;
    const WritePlan plan = PlanWrite(
        incoming, WriteRule::kKeepNewest,
        {Stored(1, "你好", "Hello", Day(5)), Stored(2, "你好", "Hey", Day(3))});
    EXPECT_EQ(plan.outcome, test.outcome);
    EXPECT_THAT(plan.unit, HasId(1));
    EXPECT_EQ(plan.deletions.size(),
              test.outcome == WriteOutcome::kReplaced ? 1 : 0);
  }
}

TEST(PlanWriteTest, SkipExistingReturnsTheNewest) {
  const WritePlan plan =
      PlanWrite(ZhEn("你好", "Hi"), WriteRule::kSkipExisting,
                {Stored(1, "你好", "Hello", Day(5)), Stored(2, "你好", "Hey")});
  EXPECT_EQ(plan.outcome, WriteOutcome::kSkipped);
  EXPECT_EQ(plan.unit, Stored(1, "你好", "Hello", Day(5)));
}

}  // namespace
}  // namespace presstm
