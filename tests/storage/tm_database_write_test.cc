// Merging and write rules, through the database.
#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using TmDatabaseWriteTest = StorageTest;

std::string ChangeLogKinds() {
  return "SELECT kind, translation_unit_id, revision FROM change_log "
         "WHERE translation_unit_id > 0 ORDER BY sequence";
}

TEST_F(TmDatabaseWriteTest, WritingTheSameTwiceWritesNothing) {
  OpenWithMemory();
  TranslationUnit unit = ZhEn("你好", "Hello");
  unit.properties = {{"a", "b"}, {"a", "b"}};
  unit.contexts = {{.key = "k"}};
  unit.usage_count = 4;
  const TranslationUnit first = Write(unit).unit;
  clock_.Advance(absl::Hours(1));
  const WriteResult second = Write(unit);
  EXPECT_EQ(second.outcome, WriteOutcome::kMerged);
  EXPECT_EQ(second.unit, first);
  EXPECT_THAT(AllUnits(), ElementsAre(first));
  EXPECT_THAT(Rows(ChangeLogKinds(), 3), ElementsAre("create|1|1"));
}

TEST_F(TmDatabaseWriteTest, MergesWhatIsNew) {
  OpenWithMemory();
  TranslationUnit unit = ZhEn("你好", "Hello");
  unit.contexts = {{.key = "k"}};
  Write(unit);
  TranslationUnit more = Bilingual("en-GB", "Hello", "zh-Hans", "你好");
  more.contexts = {{.key = "l"}};
  more.notes = {"n"};
  more.variants.push_back({.language = "ko", .segment = {.text = "안녕"}});
  const WriteResult merged = Write(more);
  EXPECT_EQ(merged.outcome, WriteOutcome::kMerged);
  EXPECT_EQ(merged.unit.revision, 2);
  EXPECT_THAT(merged.unit, HasTexts("zh-CN:你好 en:Hello ko:안녕"));
  EXPECT_THAT(merged.unit.contexts, SizeIs(2));
  EXPECT_THAT(AllUnits(), ElementsAre(merged.unit));
  // Found by the new variant as well, from now on.
  EXPECT_EQ(Write(Bilingual("ko", "안녕", "en", "Hello")).outcome,
            WriteOutcome::kMerged);
}

TEST_F(TmDatabaseWriteTest, OtherMemoriesDoNotMatter) {
  OpenWithMemory(WriteRule::kReplaceSameSource);
  Write(ZhEn("你好", "Hello"));
  TranslationUnit unit = ZhEn("你好", "Hello");
  unit.memory_id = CreateMemory("other", WriteRule::kReplaceSameSource);
  EXPECT_EQ(Write(unit).outcome, WriteOutcome::kAdded);
  unit.variants[1].segment.text = "Hi";
  EXPECT_EQ(Write(unit).outcome, WriteOutcome::kReplaced);
  EXPECT_THAT(AllUnits(), ElementsAre(HasTexts("zh-CN:你好 en:Hello")));
}

TEST_F(TmDatabaseWriteTest, FindsTheSameAmongManyOfTheSameSource) {
  OpenWithMemory();
  for (int k = 0; k < 50; ++k) Write(ZhEn("好", std::to_string(k)));
  EXPECT_THAT(AllUnits(), SizeIs(50));
  for (int k = 0; k < 50; ++k) {
    const WriteResult result = Write(ZhEn("好", std::to_string(k)));
    EXPECT_EQ(result.outcome, WriteOutcome::kMerged);
    EXPECT_EQ(result.unit.variants[1].segment.text, std::to_string(k));
  }
}

TEST_F(TmDatabaseWriteTest, MonolingualUnitsMergeToo) {
  OpenWithMemory();
  const TranslationUnit unit = {
      .variants = {{.language = "zh", .segment = {.text = "你好"}}}};
  Write(ZhEn("你好", "Hello"));
  EXPECT_EQ(Write(unit).outcome, WriteOutcome::kAdded);
  EXPECT_EQ(Write(unit).outcome, WriteOutcome::kMerged);
  EXPECT_THAT(AllUnits(), SizeIs(2));
}

TEST_F(TmDatabaseWriteTest, FollowsTheRequestedRule) {
  struct Case {
    WriteRule rule;
    WriteOutcome outcome;
    std::vector<std::string> texts;
  };
  const std::vector<Case> cases = {
      {WriteRule::kKeepAll, WriteOutcome::kAdded, {"Hello", "Hi"}},
      {WriteRule::kReplaceSameSource, WriteOutcome::kReplaced, {"Hi"}},
      {WriteRule::kReplaceSameSourceAndContext,
       WriteOutcome::kReplaced,
       {"Hi"}},
      {WriteRule::kKeepNewest, WriteOutcome::kSkipped, {"Hello"}},
      {WriteRule::kSkipExisting, WriteOutcome::kSkipped, {"Hello"}},
  };
  OpenWithMemory();
  for (const Case& test : cases) {
    SCOPED_TRACE(WriteRuleName(test.rule));
    memory_ = CreateMemory("m" + std::to_string(static_cast<int>(test.rule)));
    const TranslationUnit stored = Write(ZhEn("你好", "Hello")).unit;
    const WriteResult result = Write(ZhEn("你好", "Hi"), test.rule);
    EXPECT_EQ(result.outcome, test.outcome);
    if (test.outcome == WriteOutcome::kSkipped) {
      EXPECT_EQ(result.unit, stored);
    }
    if (test.outcome == WriteOutcome::kReplaced) {
      EXPECT_EQ(result.unit.id, stored.id);
      EXPECT_EQ(result.unit.revision, 2);
    }
    std::vector<std::string> texts;
    const auto units = AllUnits();
    for (const auto& unit : units) {
      texts.push_back(unit.variants[1].segment.text);
    }
    EXPECT_EQ(texts, test.texts);
    EXPECT_EQ(units.back(), result.unit);
  }
}

TEST_F(TmDatabaseWriteTest, FollowsTheMemorysRuleWhereNoneIsAskedFor) {
  OpenWithMemory(WriteRule::kSkipExisting);
  Write(ZhEn("你好", "Hello"));
  EXPECT_EQ(Write(ZhEn("你好", "Hi")).outcome, WriteOutcome::kSkipped);
  EXPECT_EQ(Write(ZhEn("你好", "Hi"), WriteRule::kKeepAll).outcome,
            WriteOutcome::kAdded);
  auto transaction = *db_->BeginWrite("x");
  ASSERT_OK(transaction->UpdateMemory(
      {.id = memory_, .write_rule = WriteRule::kReplaceSameSource}));
  TranslationUnit unit = ZhEn("你好", "Hey");
  unit.memory_id = memory_;
  ASSERT_OK_AND_ASSIGN(const WriteResult result,
                       transaction->Write(unit, WriteRule::kUnspecified));
  EXPECT_EQ(result.outcome, WriteOutcome::kReplaced);
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(AllUnits(), ElementsAre(HasTexts("zh-CN:你好 en:Hey")));
  EXPECT_EQ(db_->GetMemory("m")->translation_unit_count, 1);
}

TEST_F(TmDatabaseWriteTest, ReplacedVariantsAreFoundUnderTheirNewText) {
  OpenWithMemory(WriteRule::kReplaceSameSource);
  Write(ZhEn("你好", "Hello"));
  Write(ZhEn("你好", "Hi"));
  EXPECT_EQ(Write(Bilingual("en", "Hi", "zh", "你好")).outcome,
            WriteOutcome::kMerged);
  EXPECT_EQ(Write(Bilingual("en", "Hello", "zh", "喂")).outcome,
            WriteOutcome::kAdded);
}

TEST_F(TmDatabaseWriteTest, KeepNewestTakesTheLaterOfAnImport) {
  OpenWithMemory(WriteRule::kKeepNewest);
  for (const int day : {5, 9, 7}) {
    TranslationUnit unit = ZhEn("你好", "day " + std::to_string(day));
    unit.change_time = Day(day);
    Write(unit);
  }
  const auto units = AllUnits();
  EXPECT_THAT(units, ElementsAre(HasTexts("zh-CN:你好 en:day 9")));
  EXPECT_EQ(units[0].change_time, Day(9));
}

TEST_F(TmDatabaseWriteTest, ByContextSplitsAUnitSeenInTwoPlaces) {
  OpenWithMemory(WriteRule::kReplaceSameSourceAndContext);
  TranslationUnit unit = ZhEn("你好", "Hello");
  unit.contexts = {{.key = "here"}, {.key = "there"}};
  Write(unit);
  TranslationUnit other = ZhEn("你好", "Hi");
  other.contexts = {{.key = "here"}};
  EXPECT_EQ(Write(other).outcome, WriteOutcome::kAdded);
  const auto units = AllUnits();
  ASSERT_THAT(units, UnorderedElementsAre(HasTexts("zh-CN:你好 en:Hello"),
                                          HasTexts("zh-CN:你好 en:Hi")));
  EXPECT_THAT(units[0].contexts, ElementsAre(Context{.key = "there"}));
  EXPECT_THAT(units[1].contexts, ElementsAre(Context{.key = "here"}));
}

TEST_F(TmDatabaseWriteTest, SeveralChangesOfOneTransactionAreOneRevision) {
  OpenWithMemory();
  TranslationUnit unit = ZhEn("你好", "Hello");
  unit.memory_id = memory_;
  const TranslationUnit old = Write(unit).unit;
  auto transaction = *db_->BeginWrite("x");
  for (const char* key : {"a", "b", "c"}) {
    unit.contexts = {{.key = key}};
    ASSERT_OK_AND_ASSIGN(const WriteResult result,
                         transaction->Write(unit, WriteRule::kUnspecified));
    EXPECT_EQ(result.outcome, WriteOutcome::kMerged);
    EXPECT_EQ(result.unit.revision, 2);
  }
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(transaction->changes(), SizeIs(3));
  EXPECT_THAT(Rows(ChangeLogKinds(), 3),
              ElementsAre("create|1|1", "update|1|2"));
  EXPECT_THAT(AllUnits()[0].contexts, SizeIs(3));
}

}  // namespace
}  // namespace presstm
