#include "server/worker_pool.h"

#include <atomic>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace presstm {
namespace {

TEST(WorkerPoolTest, RunsAllTasksBeforeItEnds) {
  std::atomic<int> count = 0;
  {
    ASSERT_OK_AND_ASSIGN(const auto pool, WorkerPool::Create(3, 1000));
    for (int i = 0; i < 1000; ++i) {
      ASSERT_OK(pool->Run([&count] { ++count; }));
    }
  }
  EXPECT_EQ(count, 1000);
}

TEST(WorkerPoolTest, RefusesMoreThanItsBound) {
  absl::Notification release;
  ASSERT_OK_AND_ASSIGN(const auto pool, WorkerPool::Create(1, 2));
  ASSERT_OK(pool->Run([&release] { release.WaitForNotification(); }));
  ASSERT_OK(pool->Run([] {}));
  EXPECT_EQ(pool->tasks(), pool->max_tasks());
  EXPECT_THAT(pool->Run([] {}), IsCode(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(pool->tasks(), 2);
  release.Notify();
}

}  // namespace
}  // namespace presstm
