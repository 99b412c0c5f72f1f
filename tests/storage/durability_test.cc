// What remains after a full disk, an abandoned transaction, a killed process.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using DurabilityTest = StorageTest;

TranslationUnit Large(int number) {
  return ZhEn(absl::StrCat(number, std::string(20'000, 'z')),
              std::string(20'000, 'e'));
}

TEST_F(DurabilityTest, AFullDiskLosesNothing) {
  OpenWithMemory();
  std::vector<TranslationUnit> kept = {Write(ZhEn("一", "one")).unit};
  Open(/*max_page_count=*/100);
  absl::Status full;
  for (int k = 0; full.ok() && k < 1'000; ++k) {
    auto transaction = *db_->BeginWrite("x");
    TranslationUnit unit = Large(k);
    unit.memory_id = memory_;
    auto result = transaction->Write(unit, WriteRule::kKeepAll);
    full = result.ok() ? transaction->Commit() : result.status();
    if (full.ok()) {
      kept.push_back(result->unit);
      continue;
    }
    // The transaction is over: nothing gets through after the failure.
    const auto disk_full =
        IsError(absl::StatusCode::kResourceExhausted, ErrorReason::kDiskFull);
    EXPECT_THAT(full, disk_full);
    TranslationUnit small = ZhEn("二", "two");
    small.memory_id = memory_;
    EXPECT_THAT(transaction->Write(small, WriteRule::kKeepAll), disk_full);
    EXPECT_THAT(transaction->Commit(), disk_full);
  }
  EXPECT_THAT(full, IsCode(absl::StatusCode::kResourceExhausted));
  EXPECT_GT(kept.size(), 2);
  EXPECT_EQ(AllUnits(), kept);
  EXPECT_EQ(db_->GetMemory("m")->translation_unit_count, kept.size());
  // The database still takes what fits ...
  kept.push_back(Write(ZhEn("三", "three")).unit);
  EXPECT_EQ(AllUnits(), kept);
  // ... and anything once there is space again.
  Open();
  EXPECT_EQ(AllUnits(), kept);
  kept.push_back(Write(Large(5'000)).unit);
  EXPECT_EQ(AllUnits(), kept);
}

TEST_F(DurabilityTest, ADestroyedTransactionLeavesNothing) {
  OpenWithMemory();
  const TranslationUnit kept = Write(ZhEn("一", "one")).unit;
  {
    auto transaction = *db_->BeginWrite("x");
    TranslationUnit unit = ZhEn("二", "two");
    unit.memory_id = memory_;
    ASSERT_OK(transaction->Write(unit, WriteRule::kKeepAll));
    ASSERT_OK(transaction->Delete(kept.id, 0));
    ASSERT_OK(transaction->CreateMemory({.name = "n"}));
  }
  EXPECT_THAT(AllUnits(), ElementsAre(kept));
  EXPECT_THAT(db_->GetMemory("n"), IsCode(absl::StatusCode::kNotFound));
  EXPECT_EQ(db_->GetMemory("m")->translation_unit_count, 1);
  Write(ZhEn("三", "three"));
  Open();
  EXPECT_THAT(AllUnits(), SizeIs(2));
}

TEST_F(DurabilityTest, ACommittedTransactionIsOver) {
  OpenWithMemory();
  auto transaction = *db_->BeginWrite("x");
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(transaction->Commit(),
              IsCode(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(transaction->CreateMemory({.name = "n"}),
              IsCode(absl::StatusCode::kFailedPrecondition));
  // And lets the next one in, though it is still there.
  EXPECT_OK(db_->BeginWrite("y"));
}

// Writes units until it is killed; says after each commit how many there are.
[[noreturn]] void WriteUntilKilled(const std::string& path, int report) {
  auto database = *TmDatabase::Open(path, {});
  const MemoryId memory = database->GetMemory("m")->id;
  for (int32_t k = 1;; ++k) {
    auto transaction = *database->BeginWrite("x");
    TranslationUnit unit = ZhEn(std::to_string(k), "x");
    unit.memory_id = memory;
    if (!transaction->Write(unit, WriteRule::kKeepAll).ok() ||
        !transaction->Commit().ok() ||
        write(report, &k, sizeof(k)) != sizeof(k)) {
      _exit(1);
    }
  }
}

TEST_F(DurabilityTest, WhatWasCommittedSurvivesAKill) {
  OpenWithMemory();
  db_.reset();
  int report[2];
  ASSERT_EQ(pipe(report), 0);
  const pid_t child = fork();
  if (child == 0) WriteUntilKilled(Path(), report[1]);
  close(report[1]);
  int32_t committed = 0;
  while (committed < 20) {
    ASSERT_EQ(read(report[0], &committed, sizeof(committed)),
              sizeof(committed));
  }
  kill(child, SIGKILL);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  while (read(report[0], &committed, sizeof(committed)) > 0) {
  }
  close(report[0]);
  Open();
  // The commit that was not yet reported may be there too, nothing else.
  const auto units = AllUnits();
  EXPECT_GE(units.size(), committed);
  EXPECT_LE(units.size(), committed + 1);
  for (size_t k = 0; k < units.size(); ++k) {
    EXPECT_EQ(units[k].variants[0].segment.text, std::to_string(k + 1));
  }
  EXPECT_EQ(db_->GetMemory("m")->translation_unit_count, units.size());
}

TEST_F(DurabilityTest, AKilledTransactionLeavesNothing) {
  OpenWithMemory();
  db_.reset();
  const pid_t child = fork();
  if (child == 0) {
    auto database = *TmDatabase::Open(Path(), {});
    auto transaction = *database->BeginWrite("x");
    for (int k = 0; k < 200; ++k) {
      TranslationUnit unit = Large(k);
      unit.memory_id = memory_;
      transaction->Write(unit, WriteRule::kKeepAll).status().IgnoreError();
    }
    kill(getpid(), SIGKILL);
  }
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  Open();
  EXPECT_THAT(AllUnits(), IsEmpty());
  Write(ZhEn("一", "one"));
  EXPECT_THAT(AllUnits(), SizeIs(1));
}

}  // namespace
}  // namespace presstm
