#include "server/rate_limiter.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::HasSubstr;

const absl::Time kStart = absl::FromUnixSeconds(1'000'000);

int CountTaken(RateLimiter& limiter, absl::string_view name, absl::Time now) {
  int taken = 0;
  while (taken < 100 && limiter.Take(name, now).ok()) ++taken;
  return taken;
}

TEST(RateLimiterTest, LetsASecondsCallsThroughAtOnceAndThenSoManyASecond) {
  RateLimiter limiter(10);
  EXPECT_EQ(CountTaken(limiter, "a", kStart), 10);
  EXPECT_EQ(CountTaken(limiter, "a", kStart + absl::Milliseconds(99)), 0);
  EXPECT_EQ(CountTaken(limiter, "a", kStart + absl::Milliseconds(100)), 1);
  EXPECT_EQ(CountTaken(limiter, "a", kStart + absl::Milliseconds(600)), 5);
  EXPECT_EQ(CountTaken(limiter, "a", kStart + absl::Hours(1)), 10);
}

TEST(RateLimiterTest, KeepsNamesApart) {
  RateLimiter limiter(2);
  EXPECT_EQ(CountTaken(limiter, "a", kStart), 2);
  EXPECT_EQ(CountTaken(limiter, "b", kStart), 2);
}

TEST(RateLimiterTest, SaysWhichLimitAndWhenToTryAgain) {
  RateLimiter limiter(4);
  CountTaken(limiter, "a", kStart);
  const absl::Status refused = limiter.Take("a", kStart);
  EXPECT_TRUE(absl::IsResourceExhausted(refused));
  EXPECT_THAT(refused.message(), HasSubstr("more than 4 calls a second"));
  EXPECT_THAT(refused.message(), HasSubstr("--max-calls-per-second"));
  EXPECT_THAT(refused.message(), HasSubstr("try again in 0.250 s"));
}

TEST(RateLimiterTest, WithoutALimitRemembersNobody) {
  RateLimiter limiter(0);
  EXPECT_EQ(CountTaken(limiter, "a", kStart), 100);
  EXPECT_EQ(limiter.size(), 0U);
}

TEST(RateLimiterTest, ForgetsWhoIsQuiet) {
  RateLimiter limiter(5);
  for (int k = 0; k < 5'000; ++k) {
    // Three new names a second: few are remembered at any time.
    EXPECT_TRUE(
        limiter.Take(absl::StrCat(k), kStart + absl::Seconds(k / 3)).ok());
  }
  EXPECT_LE(limiter.size(), 1'000U);
}

}  // namespace
}  // namespace presstm
