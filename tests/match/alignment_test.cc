#include "tm_store/match/alignment.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Symbols = std::vector<uint64_t>;

TEST(AlignmentTest, FindsWhatDiffers) {
  EXPECT_THAT(Align({}, {}), IsEmpty());
  EXPECT_THAT(Align(Symbols{1, 2}, Symbols{1, 2}),
              ElementsAre(AlignedStretch{true, 0, 2, 0, 2}));
  EXPECT_THAT(Align(Symbols{1, 2, 3}, Symbols{1, 9, 3}),
              ElementsAre(AlignedStretch{true, 0, 1, 0, 1},
                          AlignedStretch{false, 1, 2, 1, 2},
                          AlignedStretch{true, 2, 3, 2, 3}));
  EXPECT_THAT(Align(Symbols{1, 3}, Symbols{1, 2, 3}),
              ElementsAre(AlignedStretch{true, 0, 1, 0, 1},
                          AlignedStretch{false, 1, 1, 1, 2},
                          AlignedStretch{true, 1, 2, 2, 3}));
  EXPECT_THAT(Align(Symbols{1, 2}, {}),
              ElementsAre(AlignedStretch{false, 0, 2, 0, 0}));
}

TEST(AlignmentTest, CoversBothAndCostsTheDistance) {
  constexpr unsigned kSeed = 99;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 3'000; ++k) {
    // Short ones, and some that need a wider band than the first.
    const size_t longest = k % 10 == 0 ? 120 : 30;
    Symbols a(random() % longest);
    Symbols b(random() % longest);
    for (uint64_t& symbol : a) symbol = random() % 4;
    for (uint64_t& symbol : b) symbol = random() % 4;
    size_t a_end = 0;
    size_t b_end = 0;
    size_t at_least = 0;
    size_t at_most = 0;
    for (const AlignedStretch& stretch : Align(a, b)) {
      ASSERT_EQ(stretch.a_begin, a_end);
      ASSERT_EQ(stretch.b_begin, b_end);
      a_end = stretch.a_end;
      b_end = stretch.b_end;
      const size_t a_length = stretch.a_end - stretch.a_begin;
      const size_t b_length = stretch.b_end - stretch.b_begin;
      ASSERT_GT(a_length + b_length, 0);
      if (stretch.equal) {
        ASSERT_EQ(a_length, b_length);
        for (size_t n = 0; n < a_length; ++n) {
          ASSERT_EQ(a[stretch.a_begin + n], b[stretch.b_begin + n]);
        }
      } else {
        at_least += std::max(a_length, b_length);
        at_most += a_length + b_length;
      }
    }
    ASSERT_EQ(a_end, a.size());
    ASSERT_EQ(b_end, b.size());
    const auto distance =
        static_cast<size_t>(ReferenceDistance<uint64_t>(a, b));
    ASSERT_LE(at_least, distance);
    ASSERT_GE(at_most, distance);
  }
}

// What a full matrix could not hold, a narrow band can.
TEST(AlignmentTest, AlignsLongTextsThatAreAlike) {
  Symbols a(20'000);
  for (size_t k = 0; k < a.size(); ++k) a[k] = k;
  Symbols b = a;
  b.erase(b.begin() + 100);
  b[15'000] = 999'999;
  EXPECT_THAT(
      Align(a, b),
      ElementsAre(AlignedStretch{true, 0, 100, 0, 100},
                  AlignedStretch{false, 100, 101, 100, 100},
                  AlignedStretch{true, 101, 15'001, 100, 15'000},
                  AlignedStretch{false, 15'001, 15'002, 15'000, 15'001},
                  AlignedStretch{true, 15'002, 20'000, 15'001, 19'999}));
}

TEST(AlignmentTest, StaysBoundedOnVeryLongTexts) {
  Symbols a(10'000, 1);
  Symbols b(10'000, 2);
  a.push_back(3);
  b.push_back(3);
  EXPECT_THAT(
      Align(a, b),
      ElementsAre(AlignedStretch{false, 0, 10'000, 0, 10'000},
                  AlignedStretch{true, 10'000, 10'001, 10'000, 10'001}));
}

}  // namespace
}  // namespace presstm
