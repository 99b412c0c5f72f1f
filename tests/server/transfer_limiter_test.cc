#include "server/transfer_limiter.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

using ::testing::HasSubstr;

TEST(TransferLimiterTest, GivesEachCallerSoManyPlaces) {
  TransferLimiter limiter(2);
  const auto first = limiter.Take("kim");
  auto second = limiter.Take("kim");
  ASSERT_OK(first);
  ASSERT_OK(second);
  const absl::Status refused = limiter.Take("kim").status();
  EXPECT_TRUE(absl::IsResourceExhausted(refused));
  EXPECT_TRUE(HasReason(refused, ErrorReason::kTooManyTransfers));
  EXPECT_THAT(refused.message(), HasSubstr("2 imports"));
  EXPECT_THAT(refused.message(), HasSubstr("--max-transfers-per-caller"));
  EXPECT_OK(limiter.Take("lee"));
}

TEST(TransferLimiterTest, TakesPlacesBackWithTheLastCopy) {
  TransferLimiter limiter(1);
  auto place = limiter.Take("kim");
  ASSERT_OK(place);
  TransferLimiter::Place copy = *place;
  place->reset();
  EXPECT_FALSE(limiter.Take("kim").ok());
  copy.reset();
  EXPECT_OK(limiter.Take("kim"));
  EXPECT_OK(limiter.Take("kim"));
}

TEST(TransferLimiterTest, ZeroIsAnyNumber) {
  TransferLimiter limiter(0);
  std::vector<TransferLimiter::Place> places;
  for (int k = 0; k < 100; ++k) {
    const auto place = limiter.Take("kim");
    ASSERT_OK(place);
    places.push_back(*place);
  }
}

}  // namespace
}  // namespace presstm
