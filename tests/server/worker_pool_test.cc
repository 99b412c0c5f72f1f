#include "server/worker_pool.h"

#include <atomic>
#include <string>
#include <vector>

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

TEST(WorkerPoolTest, RunsAllTasksBeforeItEnds) {
  std::atomic<int> count = 0;
  {
    ASSERT_OK_AND_ASSIGN(const auto pool, WorkerPool::Create({8, 3, 1000}));
    for (int i = 0; i < 1000; ++i) {
      ASSERT_OK(pool->Run(i % 4 == 0 ? "kim" : "li", [&count] { ++count; }));
    }
  }
  EXPECT_EQ(count, 1000);
}

TEST(WorkerPoolTest, RefusesMoreThanItsBound) {
  absl::Notification release;
  ASSERT_OK_AND_ASSIGN(const auto pool, WorkerPool::Create({1, 1, 2}));
  ASSERT_OK(pool->Run("kim", [&release] { release.WaitForNotification(); }));
  ASSERT_OK(pool->Run("kim", [] {}));
  EXPECT_EQ(pool->tasks(), pool->max_tasks());
  EXPECT_THAT(pool->Run("li", [] {}),
              IsCode(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(pool->tasks(), 2);
  release.Notify();
}

TEST(WorkerPoolTest, OneCallerLeavesThreadsAndPlacesToOthers) {
  absl::Notification release;
  ASSERT_OK_AND_ASSIGN(const auto pool, WorkerPool::Create({4, 3, 40}));
  const auto wait = [&release] { release.WaitForNotification(); };
  for (int i = 0; i < 30; ++i) ASSERT_OK(pool->Run("kim", wait));
  EXPECT_THAT(
      pool->Run("kim", wait),
      IsError(absl::StatusCode::kResourceExhausted, ErrorReason::kServerBusy));
  // Its end shows that a thread was free.
  absl::Notification done;
  ASSERT_OK(pool->Run("li", [&done] { done.Notify(); }));
  done.WaitForNotification();
  release.Notify();
}

TEST(WorkerPoolTest, CallersTakeTurns) {
  absl::Notification release;
  std::vector<std::string> order;  // One thread writes, and then it is gone.
  {
    ASSERT_OK_AND_ASSIGN(const auto pool, WorkerPool::Create({1, 1, 100}));
    ASSERT_OK(pool->Run("kim", [&] { release.WaitForNotification(); }));
    for (const char* caller : {"kim", "kim", "kim", "li", "li", "choi"}) {
      ASSERT_OK(
          pool->Run(caller, [&order, caller] { order.push_back(caller); }));
    }
    release.Notify();
  }
  EXPECT_THAT(order,
              testing::ElementsAre("li", "choi", "kim", "li", "kim", "kim"));
}

}  // namespace
}  // namespace presstm
