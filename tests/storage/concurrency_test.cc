// Readers beside a writer. Threads wait for each other's steps, not for time.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "tests/storage/storage_fixture.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

using ConcurrencyTest = StorageTest;

TEST_F(ConcurrencyTest, ReadersSeeTheStateBeforeARunningTransaction) {
  OpenWithMemory();
  const TranslationUnit unit = Write(ZhEn("一", "one")).unit;
  auto transaction = *db_->BeginWrite("x");
  ASSERT_OK(transaction->Delete(unit.id, 0));
  TranslationUnit added = ZhEn("二", "two");
  added.memory_id = memory_;
  ASSERT_OK(transaction->Write(added, WriteRule::kKeepAll));
  EXPECT_THAT(AllUnits(), ElementsAre(unit));
  ASSERT_OK(transaction->Commit());
  EXPECT_THAT(AllUnits(), ElementsAre(HasTexts("zh-CN:二 en:two")));
}

TEST_F(ConcurrencyTest, OneReadSeesOneStateWhileOthersWrite) {
  OpenWithMemory();
  for (const char* text : {"一", "二", "三"}) Write(ZhEn(text, "x"));
  int visited = 0;
  ASSERT_OK(db_->VisitVariants([&](const VisitedVariant&) {
    // Reading and writing from inside a read waits for nobody.
    Write(ZhEn("又" + std::to_string(visited), "y"));
    EXPECT_OK(db_->GetUnit({1}));
    ++visited;
    return absl::OkStatus();
  }));
  EXPECT_EQ(visited, 6);
  EXPECT_THAT(AllUnits(), SizeIs(9));
}

TEST_F(ConcurrencyTest, WritersTakeTurns) {
  OpenWithMemory();
  auto first = *db_->BeginWrite("first");
  absl::Notification started;
  std::atomic<bool> first_is_over = false;
  std::thread second([&] {
    started.Notify();
    auto transaction = *db_->BeginWrite("second");
    EXPECT_TRUE(first_is_over);
    EXPECT_OK(transaction->CreateMemory({.name = "second"}));
    EXPECT_OK(transaction->Commit());
  });
  started.WaitForNotification();
  ASSERT_OK(first->CreateMemory({.name = "first"}));
  first_is_over = true;
  ASSERT_OK(first->Commit());
  second.join();
  EXPECT_THAT(*db_->ListMemories("", 10), SizeIs(3));
}

TEST_F(ConcurrencyTest, ATransactionMayEndOnAnotherThread) {
  OpenWithMemory();
  auto transaction = *db_->BeginWrite("x");
  std::thread([moved = std::move(transaction)]() mutable {
    EXPECT_OK(moved->CreateMemory({.name = "n"}));
    EXPECT_OK(moved->Commit());
    moved.reset();
  }).join();
  EXPECT_OK(db_->BeginWrite("y"));
}

// Every transaction adds two units with one number or removes two; a reader
// must never see half of it.
TEST_F(ConcurrencyTest, ReadersAlwaysSeeWholeTransactions) {
  OpenWithMemory();
  constexpr int kTransactions = 150;
  constexpr int kReaders = 4;
  std::atomic<bool> done = false;
  std::atomic<int> reads = 0;
  std::vector<std::thread> readers;
  for (int k = 0; k < kReaders; ++k) {
    readers.emplace_back([&] {
      int64_t last_id = 0;
      do {
        const auto units = db_->ListUnits(memory_, {}, {}, 10'000);
        ASSERT_OK(units);
        ASSERT_EQ(units->size() % 2, 0);
        for (size_t u = 0; u < units->size(); u += 2) {
          ASSERT_EQ((*units)[u].document, (*units)[u + 1].document);
        }
        if (!units->empty()) {
          // Time does not run backwards.
          ASSERT_GE(units->back().id.value, last_id);
          last_id = units->back().id.value;
        }
        ASSERT_OK(db_->GetMemory("m"));
        ++reads;
      } while (!done);
    });
  }
  std::vector<TranslationUnitId> stored;
  for (int k = 0; k < kTransactions; ++k) {
    auto transaction = *db_->BeginWrite("x");
    for (const char* side : {"a", "b"}) {
      TranslationUnit unit = ZhEn(absl::StrCat(side, k), "x");
      unit.memory_id = memory_;
      unit.document = std::to_string(k);
      stored.push_back(transaction->Write(unit, WriteRule::kKeepAll)->unit.id);
    }
    if (k % 3 == 2) {
      for (int d = 0; d < 2; ++d) {
        ASSERT_OK(transaction->Delete(stored.front(), 0));
        stored.erase(stored.begin());
      }
    }
    ASSERT_OK(transaction->Commit());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GE(reads, kReaders);
  EXPECT_THAT(AllUnits(), SizeIs(stored.size()));
}

}  // namespace
}  // namespace presstm
