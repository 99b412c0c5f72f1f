// Writes that share a commit: each fails alone, sees those before it, and is
// in the index in the order of the commits.
#include "tm_store/write_queue.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "tests/tm_store/translation_memory_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WriteQueueTest : public testing::Test {
 protected:
  WriteQueueTest() {
    std::string name = testing::TempDir() + "/presstm_queue_XXXXXX";
    folder_ = mkdtemp(name.data());
    Open(0);
    auto transaction = *database_->BeginWrite("t");
    memory_ = transaction->CreateMemory({.name = "m"})->id;
    EXPECT_OK(transaction->Commit());
  }
  ~WriteQueueTest() override {
    queue_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Open(int64_t max_page_count) {
    queue_.reset();
    database_.reset();
    database_ = *TmDatabase::Open(folder_ + "/tm.db",
                                  {.max_page_count = max_page_count});
    queue_ = std::make_unique<WriteQueue>(
        *database_, [this](absl::Span<const UnitChange> changes) {
          if (before_apply_) before_apply_();
          applied_.push_back(std::vector(changes.begin(), changes.end()));
        });
  }

  TranslationUnit Unit(const std::string& text) const {
    return {.memory_id = memory_,
            .variants = {{.language = "en", .segment = {.text = text}},
                         {.language = "ko", .segment = {.text = text}}}};
  }

  // What the queue is asked to do, one thread each, as one group: they line
  // up, in order, behind a write that waits for them.
  using Run = std::function<absl::Status(WriteTransaction&)>;
  struct Asked {
    Run run;
    size_t unit_count = 1;
    absl::Status status = absl::OkStatus();
    bool followed_up = false;
  };
  void RunTogether(std::vector<Asked>& asked) {
    absl::Notification holding;
    absl::Notification release;
    std::thread holder([&] {
      EXPECT_OK(queue_->RunAlone([&] {
        holding.Notify();
        release.WaitForNotification();
        return absl::OkStatus();
      }));
    });
    holding.WaitForNotification();
    std::vector<std::thread> threads;
    for (size_t k = 0; k < asked.size(); ++k) {
      threads.emplace_back([this, k, &one = asked[k]] {
        one.status = queue_->Run({.actor = absl::StrCat("actor", k),
                                  .unit_count = one.unit_count,
                                  .run = one.run,
                                  .then = [&] { one.followed_up = true; }});
      });
      while (queue_->waiting_count() != k + 1) std::this_thread::yield();
    }
    release.Notify();
    for (std::thread& thread : threads) thread.join();
    holder.join();
  }

  Run Writes(const std::string& text) {
    return [this, text](WriteTransaction& transaction) {
      return transaction.Write(Unit(text), WriteRule::kKeepAll).status();
    };
  }

  std::vector<std::string> Stored() {
    std::vector<std::string> texts;
    const auto units = database_->ListUnits(memory_, {}, {}, 1'000);
    EXPECT_OK(units);
    for (const TranslationUnit& unit : units.value()) {
      texts.push_back(unit.variants[0].segment.text);
    }
    return texts;
  }

  std::string folder_;
  std::unique_ptr<TmDatabase> database_;
  MemoryId memory_;
  std::unique_ptr<WriteQueue> queue_;
  std::function<void()> before_apply_;
  std::vector<std::vector<UnitChange>> applied_;  // One for each commit.
};

TEST_F(WriteQueueTest, WritesThatWaitShareACommit) {
  std::vector<Asked> asked = {{Writes("a")}, {Writes("b")}, {Writes("c")}};
  RunTogether(asked);
  for (const Asked& one : asked) {
    EXPECT_OK(one.status);
    EXPECT_TRUE(one.followed_up);
  }
  EXPECT_THAT(Stored(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(applied_, ElementsAre(SizeIs(3)));
}

TEST_F(WriteQueueTest, AFailingWriteLeavesTheOthersAlone) {
  const Run fails = [this](WriteTransaction& transaction) -> absl::Status {
    EXPECT_OK(transaction.Write(Unit("gone"), WriteRule::kKeepAll));
    return absl::AbortedError("changed my mind");
  };
  std::vector<Asked> asked = {{Writes("a")}, {fails}, {Writes("c")}};
  RunTogether(asked);
  EXPECT_OK(asked[0].status);
  EXPECT_THAT(asked[1].status, IsCode(absl::StatusCode::kAborted));
  EXPECT_FALSE(asked[1].followed_up);
  EXPECT_OK(asked[2].status);
  EXPECT_THAT(Stored(), ElementsAre("a", "c"));
  EXPECT_THAT(applied_, ElementsAre(SizeIs(2)));
  EXPECT_EQ(database_->GetMemory("m")->translation_unit_count, 2);
}

TEST_F(WriteQueueTest, OfTwoUpdatesOfOneRevisionTheSecondIsRefused) {
  std::vector<Asked> made = {{Writes("a")}};
  RunTogether(made);
  const TranslationUnit unit = *applied_[0][0].after;
  const auto update = [&](const std::string& text) -> Asked {
    return {[&unit, text](WriteTransaction& transaction) {
      TranslationUnit changed = unit;
      changed.variants[0].segment.text = text;
      return transaction.Update(changed, unit.revision).status();
    }};
  };
  std::vector<Asked> asked = {update("first"), update("second")};
  RunTogether(asked);
  EXPECT_OK(asked[0].status);
  EXPECT_THAT(asked[1].status,
              IsError(absl::StatusCode::kAborted, ErrorReason::kEtagMismatch));
  EXPECT_THAT(Stored(), ElementsAre("first"));
  EXPECT_EQ(database_->GetUnit(unit.id)->revision, 2);
}

TEST_F(WriteQueueTest, LargeWritesAreCommittedAlone) {
  std::vector<Asked> asked = {
      {Writes("a")}, {Writes("big"), 1'000}, {Writes("b")}, {Writes("c")}};
  RunTogether(asked);
  EXPECT_THAT(Stored(), ElementsAre("a", "big", "b", "c"));
  EXPECT_THAT(applied_, ElementsAre(SizeIs(1), SizeIs(1), SizeIs(2)));
}

TEST_F(WriteQueueTest, AFullDiskFailsTheGroupAndKeepsNothingOfIt) {
  std::vector<Asked> before = {{Writes("before")}};
  RunTogether(before);
  Open(/*max_page_count=*/40);
  applied_.clear();
  std::vector<Asked> asked = {{Writes("a")},
                              {Writes(std::string(60'000, 'x'))},
                              {Writes(std::string(60'000, 'y'))},
                              {Writes("b")}};
  RunTogether(asked);
  for (const Asked& one : asked) {
    EXPECT_THAT(one.status, IsError(absl::StatusCode::kResourceExhausted,
                                    ErrorReason::kDiskFull));
    EXPECT_FALSE(one.followed_up);
  }
  EXPECT_THAT(applied_, IsEmpty());
  EXPECT_THAT(Stored(), ElementsAre("before"));
  std::vector<Asked> after = {{Writes("a")}, {Writes("b")}};
  RunTogether(after);
  EXPECT_THAT(Stored(), ElementsAre("before", "a", "b"));
}

TEST_F(WriteQueueTest, AWriteAheadIsStoredBeforeItIsApplied) {
  absl::Notification release;
  before_apply_ = [&] { release.WaitForNotification(); };
  const Run write = Writes("a");
  EXPECT_OK(queue_->RunAhead({.actor = "t", .run = write}));
  EXPECT_THAT(Stored(), ElementsAre("a"));
  EXPECT_THAT(applied_, IsEmpty());
  release.Notify();
  queue_->AwaitApplied();
  EXPECT_THAT(applied_, ElementsAre(SizeIs(1)));
}

TEST_F(WriteQueueTest, AWriteThatWaitsIsAppliedAfterThoseAhead) {
  std::vector<std::string> order;
  absl::Notification release;
  before_apply_ = [&] {
    release.WaitForNotification();
    order.push_back("apply");
  };
  const Run ahead = Writes("a");
  EXPECT_OK(queue_->RunAhead({.actor = "t", .run = ahead}));
  std::thread waiting([&] {
    const Run write = Writes("b");
    EXPECT_OK(queue_->Run({.actor = "t", .run = write, .then = [&] {
                             order.push_back("then");
                           }}));
  });
  // It is stored although nothing can be applied.
  while (Stored().size() < 2) std::this_thread::yield();
  release.Notify();
  waiting.join();
  EXPECT_THAT(order, ElementsAre("apply", "apply", "then"));
}

TEST_F(WriteQueueTest, AWriteAheadDoesNotWaitForLaterOnes) {
  absl::Notification first;
  absl::Notification others;
  before_apply_ = [&] {
    if (applied_.empty()) return first.WaitForNotification();
    others.WaitForNotification();
  };
  const auto run_ahead = [this](const std::string& text) {
    const Run write = Writes(text);
    EXPECT_OK(queue_->RunAhead({.actor = "t", .run = write}));
  };
  const auto await_stored = [this](size_t count) {
    while (Stored().size() < count) std::this_thread::yield();
  };
  run_ahead("a");
  std::thread second([&] { run_ahead("b"); });
  await_stored(2);
  std::thread third([&] { run_ahead("c"); });
  await_stored(3);
  first.Notify();
  second.join();  // Although "b" is not applied, and "c" waits for that.
  others.Notify();
  third.join();
  queue_->AwaitApplied();
}

TEST_F(WriteQueueTest, WhatIsAheadIsAppliedBeforeTheEnd) {
  const Run write = Writes("a");
  EXPECT_OK(queue_->RunAhead({.actor = "t", .run = write}));
  queue_.reset();
  EXPECT_THAT(applied_, ElementsAre(SizeIs(1)));
}

class ConcurrentWritesTest : public TranslationMemoryFixture {};

TEST_F(ConcurrentWritesTest, EveryWriteIsStoredAndFoundOnce) {
  constexpr int kThreads = 8;
  constexpr int kWrites = 25;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int k = 0; k < kWrites; ++k) {
        const std::string text = absl::StrCat("thread", t, " write", k);
        const TranslationUnit unit = Add({{"en", text}, {"ko", text}});
        const auto found = Find(Request(text, "en", "ko"));
        ASSERT_FALSE(found.empty());
        EXPECT_EQ(found[0].unit.id, unit.id);
        if (k % 3 != 0) continue;
        EXPECT_OK(tm_->DeleteUnit("press", unit.id, unit.revision, "t"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  constexpr int kKept = kThreads * (kWrites - (kWrites + 2) / 3);
  EXPECT_EQ(tm_->GetMemory("press")->translation_unit_count, kKept);
  EXPECT_THAT(*tm_->ListUnits("press", {}, {}, 1'000), SizeIs(kKept));
}

}  // namespace
}  // namespace presstm
