// What the check of stored units finds: each kind of damage, made by hand.
#include <string>

#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class UnitCheckTest : public StorageTest {
 protected:
  CheckResult Check() {
    auto state = *db_->BeginRead();
    auto result = state->CheckUnits({});
    EXPECT_OK(result);
    return result.value_or(CheckResult());
  }

  void Damage(const std::string& sql) {
    db_.reset();
    auto connection = *SqliteConnection::Open(Path(), SqliteAccess::kReadWrite);
    ASSERT_OK(connection->Execute(sql));
    connection.reset();
    ASSERT_NO_FATAL_FAILURE(Open());
  }
};

TEST_F(UnitCheckTest, FindsNothingInWhatWasWritten) {
  OpenWithMemory();
  TranslationUnit unit = Write(ZhEn("一", "one")).unit;
  Write(ZhEn("二", "two"));
  auto transaction = *db_->BeginWrite("x");
  unit.notes = {"n"};
  ASSERT_OK(transaction->Update(unit, 0));
  ASSERT_OK(transaction->Delete({2}, 0));
  ASSERT_OK(transaction->Restore({2}, 0, 0));
  ASSERT_OK(transaction->Commit());
  const CheckResult result = Check();
  EXPECT_EQ(result.checked_count, 2);
  EXPECT_THAT(result.problems, IsEmpty());
}

struct DamageCase {
  const char* name;
  const char* sql;
  const char* problem;
};

constexpr DamageCase kCases[] = {
    {"count", "UPDATE memory SET translation_unit_count = 7",
     "memory \"m\" has 1 units, and says 7"},
    {"key", "UPDATE variant SET segment_key = 1 WHERE position = 0",
     "translation unit 1 has a wrong segment key"},
    {"no variants", "DELETE FROM variant",
     "translation unit 1 has no variants"},
    {"revision", "UPDATE translation_unit SET revision = 9",
     "translation unit 1 has revision 9, and 2 in the change log"},
    {"deleted", "UPDATE change_log SET kind = 'delete' WHERE sequence = 3",
     "translation unit 1 is deleted in the change log"},
    {"state", "UPDATE change_log SET before = '{' WHERE sequence = 3",
     "change 3 of the change log cannot be read"},
    {"origin", "UPDATE translation_unit SET origin = 'moon'",
     "translation unit 1 has an unknown origin"},
    {"text", "UPDATE variant SET text = CAST(x'6Fff65' AS TEXT)",
     "translation unit 1 has a text that is not UTF-8"},
    {"document", "UPDATE translation_unit SET document = CAST(x'ff' AS TEXT)",
     "translation unit 1 has a text that is not UTF-8"},
    {"memory", "UPDATE translation_unit SET memory_id = 5",
     "1 units belong to the memory 5, which is not there"},
};

TEST_F(UnitCheckTest, FindsWhatIsWrong) {
  for (const DamageCase& damage : kCases) {
    SCOPED_TRACE(damage.name);
    db_.reset();
    std::filesystem::remove(Path());
    OpenWithMemory();
    TranslationUnit unit = Write(ZhEn("一", "one")).unit;
    unit.notes = {"n"};
    auto transaction = *db_->BeginWrite("x");
    ASSERT_OK(transaction->Update(unit, 0));
    ASSERT_OK(transaction->Commit());
    transaction.reset();
    ASSERT_NO_FATAL_FAILURE(Damage(damage.sql));
    const CheckResult result = Check();
    EXPECT_GE(result.problem_count, 1);
    EXPECT_THAT(result.problems, testing::Contains(HasSubstr(damage.problem)));
  }
}

TEST_F(UnitCheckTest, SqliteChecksForeignKeys) {
  OpenWithMemory();
  Write(ZhEn("一", "one"));
  Damage("DELETE FROM translation_unit");
  auto state = *db_->BeginRead();
  const auto result = state->CheckFile();
  ASSERT_OK(result);
  EXPECT_THAT(result->problems, testing::Contains(HasSubstr("table variant")));
}

TEST_F(UnitCheckTest, StopsWhenNobodyWaits) {
  OpenWithMemory();
  {
    auto transaction = *db_->BeginWrite("x");
    for (int k = 0; k < 1'100; ++k) {
      TranslationUnit unit = ZhEn(absl::StrCat(k), "x");
      unit.memory_id = memory_;
      ASSERT_OK(transaction->Write(unit, WriteRule::kKeepAll));
    }
    ASSERT_OK(transaction->Commit());
  }
  auto state = *db_->BeginRead();
  EXPECT_THAT(state->CheckUnits({.cancelled = [] { return true; }}),
              IsCode(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace presstm
