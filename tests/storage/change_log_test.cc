#include "tm_store/storage/change_log.h"

#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"
#include "tm_store/model/translation_unit_json.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

using ChangeLogTest = StorageTest;

constexpr char kRows[] =
    "SELECT sequence, actor, kind, memory_id, translation_unit_id, revision "
    "FROM change_log ORDER BY sequence";
constexpr char kBefore[] =
    "SELECT before FROM change_log WHERE before <> '' ORDER BY sequence";

TEST_F(ChangeLogTest, RecordsWhoDidWhatInOrder) {
  OpenWithMemory();
  TranslationUnit unit = Write(ZhEn("你好", "Hello")).unit;
  const TranslationUnit first = unit;
  unit.notes = {"n"};
  {
    auto transaction = *db_->BeginWrite("李雷");
    ASSERT_OK_AND_ASSIGN(unit, transaction->Update(unit, 0));
    ASSERT_OK(transaction->Commit());
  }
  {
    auto transaction = *db_->BeginWrite("kim");
    ASSERT_OK(transaction->Delete(unit.id, 2));
    ASSERT_OK(transaction->Commit());
  }
  EXPECT_THAT(
      Rows(kRows, 6),
      ElementsAre("1|maker|create_memory|1|0|0", "2|writer|create|1|1|1",
                  "3|李雷|update|1|1|2", "4|kim|delete|1|1|2"));
  const std::vector<std::string> before = Rows(kBefore, 1);
  ASSERT_THAT(before, SizeIs(2));
  ASSERT_OK_AND_ASSIGN(const TranslationUnit before_update,
                       TranslationUnitFromJson(before[0]));
  EXPECT_EQ(before_update, first);
  ASSERT_OK_AND_ASSIGN(const TranslationUnit before_delete,
                       TranslationUnitFromJson(before[1]));
  EXPECT_EQ(before_delete, unit);
}

TEST_F(ChangeLogTest, RecordsTheTimeOfTheTransaction) {
  OpenWithMemory();
  clock_.Advance(absl::Hours(3));
  Write(ZhEn("你好", "Hello"));
  EXPECT_THAT(Rows("SELECT time FROM change_log ORDER BY sequence", 1),
              ElementsAre("1700000000000000", "1700010800000000"));
}

TEST_F(ChangeLogTest, ADeletedMemoryLeavesAllItsUnits) {
  OpenWithMemory();
  std::vector<TranslationUnit> units;
  {
    auto transaction = *db_->BeginWrite("x");
    // More than are read at a time.
    for (int k = 0; k < 1'234; ++k) {
      TranslationUnit unit = ZhEn("句" + std::to_string(k), "s");
      unit.memory_id = memory_;
      units.push_back(transaction->Write(unit, WriteRule::kKeepAll)->unit);
    }
    ASSERT_OK(transaction->Commit());
  }
  auto transaction = *db_->BeginWrite("eraser");
  ASSERT_OK(transaction->DeleteMemory(memory_, 0));
  ASSERT_OK(transaction->Commit());
  const std::vector<std::string> before = Rows(kBefore, 1);
  ASSERT_THAT(before, SizeIs(units.size() + 1));
  for (size_t k = 0; k < units.size(); ++k) {
    ASSERT_OK_AND_ASSIGN(const TranslationUnit unit,
                         TranslationUnitFromJson(before[k]));
    ASSERT_EQ(unit, units[k]);
  }
  EXPECT_THAT(Rows("SELECT kind, count(*) FROM change_log WHERE actor = "
                   "'eraser' GROUP BY kind ORDER BY kind",
                   2),
              ElementsAre("delete|1234", "delete_memory|1"));
}

TEST_F(ChangeLogTest, KeepsNothingOfAnAbandonedTransaction) {
  OpenWithMemory();
  {
    auto transaction = *db_->BeginWrite("x");
    TranslationUnit unit = ZhEn("你好", "Hello");
    unit.memory_id = memory_;
    ASSERT_OK(transaction->Write(unit, WriteRule::kUnspecified));
  }
  EXPECT_THAT(Rows(kRows, 6), ElementsAre("1|maker|create_memory|1|0|0"));
}

}  // namespace
}  // namespace presstm
