// A rehearsal against the writes themselves.
#include "tm_store/storage/write_rehearsal.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

constexpr WriteRule kRules[] = {
    WriteRule::kKeepAll, WriteRule::kReplaceSameSource,
    WriteRule::kReplaceSameSourceAndContext, WriteRule::kKeepNewest,
    WriteRule::kSkipExisting};

class WriteRehearsalTest : public StorageTest {
 protected:
  int Below(int end) {
    return std::uniform_int_distribution<int>(0, end - 1)(random_);
  }

  // Of few sources and targets, so that they meet.
  std::vector<TranslationUnit> Units(int count) {
    std::vector<TranslationUnit> units;
    for (int k = 0; k < count; ++k) {
      units.push_back(
          ZhEn(absl::StrCat("句", Below(8)), absl::StrCat("s", Below(4))));
      units.back().change_time = Day(Below(4));
      if (Below(2) == 0) {
        units.back().contexts = {{.previous_text = absl::StrCat(Below(2))}};
      }
    }
    return units;
  }

  std::vector<WriteOutcome> Store(const std::vector<TranslationUnit>& units,
                                  WriteRule rule) {
    std::vector<WriteOutcome> outcomes;
    for (const TranslationUnit& unit : units) {
      outcomes.push_back(Write(unit, rule).outcome);
    }
    return outcomes;
  }

  std::mt19937 random_{20'261'126};
};

TEST_F(WriteRehearsalTest, SaysWhatWritingDoes) {
  ASSERT_NO_FATAL_FAILURE(Open());
  for (const WriteRule rule : kRules) {
    for (int round = 0; round < 6; ++round) {
      SCOPED_TRACE(
          absl::StrCat("rule ", static_cast<int>(rule), ", round ", round));
      memory_ = CreateMemory(absl::StrCat("m", static_cast<int>(rule), round));
      const Memory memory =
          *db_->GetMemory(absl::StrCat("m", static_cast<int>(rule), round));
      Store(Units(10), WriteRule::kKeepAll);
      const std::vector<TranslationUnit> before = AllUnits();
      ASSERT_OK_AND_ASSIGN(const std::unique_ptr<WriteRehearsal> rehearsal,
                           db_->BeginRehearsal(memory, "writer"));
      std::vector<TranslationUnit> units = Units(30);
      // In two batches: the second meets what the first would have stored.
      std::vector<WriteOutcome> rehearsed;
      for (const auto& [begin, end] : {std::pair(0, 12), std::pair(12, 30)}) {
        ASSERT_OK_AND_ASSIGN(
            const std::vector<WriteOutcome> outcomes,
            rehearsal->Write({units.begin() + begin, units.begin() + end},
                             rule));
        rehearsed.insert(rehearsed.end(), outcomes.begin(), outcomes.end());
      }
      EXPECT_EQ(AllUnits(), before);
      EXPECT_EQ(rehearsed, Store(units, rule));
    }
  }
}

TEST_F(WriteRehearsalTest, DoesNotKeepWritersWaiting) {
  ASSERT_NO_FATAL_FAILURE(OpenWithMemory());
  const Memory memory = *db_->GetMemory("m");
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<WriteRehearsal> rehearsal,
                       db_->BeginRehearsal(memory, "writer"));
  ASSERT_OK(rehearsal->Write({ZhEn("甲", "a")}, WriteRule::kKeepAll));
  EXPECT_EQ(Write(ZhEn("乙", "b")).outcome, WriteOutcome::kAdded);
  ASSERT_OK_AND_ASSIGN(const std::vector<WriteOutcome> outcomes,
                       rehearsal->Write({ZhEn("乙", "b"), ZhEn("甲", "a")},
                                        WriteRule::kKeepAll));
  EXPECT_EQ(outcomes, (std::vector<WriteOutcome>{WriteOutcome::kMerged,
                                                 WriteOutcome::kMerged}));
}

}  // namespace
}  // namespace presstm
