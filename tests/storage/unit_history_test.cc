// Earlier states of units, and what is brought back of them.
#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class UnitHistoryTest : public StorageTest {
 protected:
  TranslationUnit Update(TranslationUnit unit, const std::string& target) {
    unit.variants[1].segment.text = target;
    auto transaction = *db_->BeginWrite("editor");
    const auto updated = transaction->Update(unit, unit.revision);
    EXPECT_OK(updated);
    EXPECT_OK(transaction->Commit());
    return *updated;
  }

  void Delete(TranslationUnitId id) {
    auto transaction = *db_->BeginWrite("cleaner");
    EXPECT_OK(transaction->Delete(id, 0));
    EXPECT_OK(transaction->Commit());
  }

  absl::StatusOr<TranslationUnit> Restore(TranslationUnitId id,
                                          int64_t revision = 0,
                                          int64_t expected = 0) {
    auto transaction = *db_->BeginWrite("restorer");
    auto restored = transaction->Restore(id, revision, expected);
    EXPECT_OK(transaction->Commit());
    return restored;
  }

  std::vector<Change> History(TranslationUnitId id) {
    const auto changes = db_->ListChanges({.unit_id = id}, 100);
    EXPECT_OK(changes);
    return changes.value_or(std::vector<Change>());
  }
};

// What a restored unit shares with the state it was given.
TranslationUnit Content(TranslationUnit unit) {
  unit.revision = 0;
  unit.change_time = absl::InfinitePast();
  unit.changed_by.clear();
  return unit;
}

TEST_F(UnitHistoryTest, ListsEachChangeWithTheStatesAround) {
  OpenWithMemory();
  const TranslationUnit first = Write(ZhEn("你好", "Hello")).unit;
  const TranslationUnit second = Update(first, "Hi");
  const TranslationUnit third = Update(second, "Hey");
  Write(ZhEn("二", "two"));  // Of no interest here.
  Delete(first.id);
  const std::vector<Change> changes = History(first.id);
  ASSERT_THAT(changes, SizeIs(4));
  EXPECT_EQ(changes[0].kind, ChangeKind::kCreate);
  EXPECT_EQ(changes[0].actor, "writer");
  EXPECT_EQ(changes[0].memory, "m");
  EXPECT_EQ(changes[0].before, std::nullopt);
  EXPECT_EQ(changes[0].after, first);
  EXPECT_EQ(changes[1].kind, ChangeKind::kUpdate);
  EXPECT_EQ(changes[1].before, first);
  EXPECT_EQ(changes[1].after, second);
  EXPECT_EQ(changes[2].before, second);
  EXPECT_EQ(changes[2].after, third);
  EXPECT_EQ(changes[3].kind, ChangeKind::kDelete);
  EXPECT_EQ(changes[3].before, third);
  EXPECT_EQ(changes[3].after, std::nullopt);
  EXPECT_EQ(changes[3].revision, 3);
}

TEST_F(UnitHistoryTest, UndoesTheLastChange) {
  OpenWithMemory();
  const TranslationUnit first = Write(ZhEn("你好", "Hello")).unit;
  Update(first, "Hi");
  clock_.Advance(absl::Hours(1));
  ASSERT_OK_AND_ASSIGN(const TranslationUnit undone, Restore(first.id));
  EXPECT_EQ(Content(undone), Content(first));
  EXPECT_EQ(undone.revision, 3);
  EXPECT_EQ(undone.changed_by, "restorer");
  EXPECT_EQ(undone.change_time, clock_.Now());
  EXPECT_THAT(AllUnits(), ElementsAre(undone));
  // Undoing the undoing is one more change.
  ASSERT_OK_AND_ASSIGN(const TranslationUnit redone, Restore(first.id));
  EXPECT_THAT(redone, HasTexts("zh-CN:你好 en:Hi"));
  EXPECT_EQ(redone.revision, 4);
}

TEST_F(UnitHistoryTest, GoesBackToAnyRevision) {
  OpenWithMemory();
  TranslationUnit unit = Write(ZhEn("你好", "v1")).unit;
  for (int k = 2; k <= 5; ++k) unit = Update(unit, absl::StrCat("v", k));
  for (const int revision : {3, 1, 5}) {
    ASSERT_OK_AND_ASSIGN(const TranslationUnit restored,
                         Restore(unit.id, revision));
    EXPECT_EQ(restored.variants[1].segment.text, absl::StrCat("v", revision));
  }
  EXPECT_EQ(db_->GetUnit(unit.id)->revision, 8);
  // To what it is already: no change.
  ASSERT_OK_AND_ASSIGN(const TranslationUnit same, Restore(unit.id, 8));
  EXPECT_EQ(same.revision, 8);
  EXPECT_THAT(History(unit.id), SizeIs(8));
}

TEST_F(UnitHistoryTest, BringsBackWhatWasDeleted) {
  OpenWithMemory();
  TranslationUnit full = ZhEn("你好", "Hello");
  full.notes = {"n"};
  full.properties = {{"k", "v"}};
  full.contexts = {{.previous_text = "前"}};
  full.variants[1].notes = {"m"};
  const TranslationUnit first = Write(full).unit;
  const TranslationUnit second = Update(first, "Hi");
  Delete(first.id);
  EXPECT_THAT(AllUnits(), IsEmpty());
  EXPECT_EQ(db_->GetMemory("m")->translation_unit_count, 0);
  ASSERT_OK_AND_ASSIGN(const TranslationUnit back, Restore(first.id));
  EXPECT_EQ(Content(back), Content(second));
  EXPECT_EQ(back.id, first.id);
  EXPECT_EQ(back.revision, 3);
  EXPECT_EQ(db_->GetMemory("m")->translation_unit_count, 1);
  EXPECT_EQ(History(first.id).back().kind, ChangeKind::kRestore);
  // It has its duplicates again, and goes on from there.
  EXPECT_EQ(Write(ZhEn("你好", "Hi")).outcome, WriteOutcome::kMerged);
  Delete(first.id);
  ASSERT_OK_AND_ASSIGN(const TranslationUnit old, Restore(first.id, 1));
  EXPECT_EQ(Content(old), Content(first));
  // New units still get new ids.
  EXPECT_GT(Write(ZhEn("二", "two")).unit.id, first.id);
}

TEST_F(UnitHistoryTest, RefusesWhatIsNotThere) {
  OpenWithMemory();
  const TranslationUnit unit = Write(ZhEn("你好", "Hello")).unit;
  const auto no_revision =
      IsError(absl::StatusCode::kNotFound, ErrorReason::kRevisionNotFound);
  EXPECT_THAT(Restore(unit.id), no_revision);  // Nothing to undo.
  EXPECT_THAT(Restore(unit.id, 2), no_revision);
  EXPECT_THAT(Restore({99}), IsError(absl::StatusCode::kNotFound,
                                     ErrorReason::kTranslationUnitNotFound));
}

TEST_F(UnitHistoryTest, RefusesAStaleRevisionAndNamesTheCurrentOne) {
  OpenWithMemory();
  const TranslationUnit first = Write(ZhEn("你好", "Hello")).unit;
  Update(first, "Hi");
  const auto mismatch =
      IsError(absl::StatusCode::kAborted, ErrorReason::kEtagMismatch);
  const auto refused = Restore(first.id, 1, /*expected=*/1);
  EXPECT_THAT(refused, mismatch);
  EXPECT_THAT(std::string(refused.status().message()),
              testing::HasSubstr("etag \"2\""));
  Delete(first.id);
  EXPECT_THAT(Restore(first.id, 1, /*expected=*/1), mismatch);
  EXPECT_OK(Restore(first.id, 1, /*expected=*/2));
}

TEST_F(UnitHistoryTest, AUnitOfADeletedMemoryStaysDeleted) {
  OpenWithMemory();
  const TranslationUnit unit = Write(ZhEn("你好", "Hello")).unit;
  auto transaction = *db_->BeginWrite("x");
  ASSERT_OK(transaction->DeleteMemory(memory_, 0));
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(Restore(unit.id), IsError(absl::StatusCode::kNotFound,
                                        ErrorReason::kMemoryNotFound));
  // The log still tells its name.
  EXPECT_EQ(History(unit.id).back().memory, "m");
}

TEST_F(UnitHistoryTest, PagesThroughAllChangesOfAMemory) {
  OpenWithMemory();
  const MemoryId other = CreateMemory("other");
  for (int k = 0; k < 5; ++k) Write(ZhEn(absl::StrCat("m", k), "x"));
  TranslationUnit elsewhere = ZhEn("n", "x");
  elsewhere.memory_id = other;
  Write(elsewhere);
  std::vector<int64_t> sequences;
  int64_t after = 0;
  while (true) {
    const auto page = db_->ListChanges({.after_sequence = after}, 3);
    ASSERT_OK(page);
    if (page->empty()) break;
    for (const Change& change : *page) sequences.push_back(change.sequence);
    after = sequences.back();
  }
  EXPECT_THAT(sequences, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
  const auto of_other = db_->ListChanges({.memory_id = other}, 100);
  ASSERT_OK(of_other);
  ASSERT_THAT(*of_other, SizeIs(2));
  EXPECT_EQ((*of_other)[0].kind, ChangeKind::kCreateMemory);
  EXPECT_EQ((*of_other)[1].memory, "other");
}

TEST_F(UnitHistoryTest, ForgetsWhatIsOld) {
  OpenWithMemory();
  const TranslationUnit first = Write(ZhEn("你好", "v1")).unit;
  TranslationUnit unit = Update(first, "v2");
  clock_.Advance(absl::Hours(48));
  unit = Update(unit, "v3");
  auto transaction = *db_->BeginWrite("x");
  const absl::Time before = clock_.Now() - absl::Hours(24);
  ASSERT_OK_AND_ASSIGN(const int64_t some,
                       transaction->ForgetChanges(before, 1));
  ASSERT_OK_AND_ASSIGN(const int64_t rest,
                       transaction->ForgetChanges(before, 100));
  ASSERT_OK(transaction->Commit());
  EXPECT_EQ(some, 1);
  EXPECT_EQ(rest, 2);
  EXPECT_THAT(History(unit.id), SizeIs(1));
  EXPECT_THAT(Restore(unit.id, 1), IsError(absl::StatusCode::kNotFound,
                                           ErrorReason::kRevisionNotFound));
  EXPECT_OK(Restore(unit.id, 2));
}

TEST_F(UnitHistoryTest, MemoriesHaveRevisionsToo) {
  OpenWithMemory();
  ASSERT_OK_AND_ASSIGN(Memory memory, db_->GetMemory("m"));
  EXPECT_EQ(memory.revision, 1);
  Write(ZhEn("你好", "Hello"));
  EXPECT_EQ(db_->GetMemory("m")->revision, 1);  // Units do not count.
  const auto update = [&](const std::string& name, int64_t expected) {
    auto transaction = *db_->BeginWrite("x");
    memory.display_name = name;
    memory.revision = expected;
    const auto updated = transaction->UpdateMemory(memory);
    EXPECT_OK(transaction->Commit());
    return updated;
  };
  EXPECT_EQ(update("a", 1)->revision, 2);
  EXPECT_EQ(update("a", 2)->revision, 2);  // The same again is no change.
  const auto mismatch =
      IsError(absl::StatusCode::kAborted, ErrorReason::kEtagMismatch);
  EXPECT_THAT(update("b", 1), mismatch);
  EXPECT_EQ(update("b", 0)->revision, 3);
  auto transaction = *db_->BeginWrite("x");
  EXPECT_THAT(transaction->DeleteMemory(memory_, 2), mismatch);
  EXPECT_OK(transaction->DeleteMemory(memory_, 3));
  EXPECT_OK(transaction->Commit());
}

}  // namespace
}  // namespace presstm
