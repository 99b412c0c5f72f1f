#include "tm_store/model/id_ranges.h"

#include "gtest/gtest.h"
#include "tm_store/model/damage.h"

namespace presstm {
namespace {

TEST(IdRangesTest, JoinsWhatFollows) {
  IdRanges ranges;
  EXPECT_TRUE(ranges.empty());
  EXPECT_EQ(ranges.ToString(), "");
  for (const int64_t id : {3, 4, 5, 9, 11, 12}) ranges.Add({id});
  EXPECT_EQ(ranges.ToString(), "3-5, 9, 11-12");
  EXPECT_EQ(ranges.id_count(), 6);
  EXPECT_EQ(ranges.range_count(), 3);
}

TEST(IdRangesTest, KeepsTheFirstAndCountsAll) {
  IdRanges ranges;
  for (int64_t id = 1; id <= 100; ++id) ranges.Add({2 * id});
  EXPECT_EQ(ranges.id_count(), 100);
  EXPECT_EQ(ranges.range_count(), 100);
  EXPECT_TRUE(
      ranges.ToString().ends_with("58, 60 and 70 more in 70 other places"))
      << ranges.ToString();
}

TEST(DamageTest, SaysHowManyAndWhich) {
  Damage damage;
  EXPECT_TRUE(damage.empty());
  damage.unreadable.Add({4});
  EXPECT_EQ(damage.ToString(), "1 translation unit cannot be read (id 4)");
  damage.unreadable.Add({5});
  damage.nameless_count = 7;
  EXPECT_EQ(damage.ToString(),
            "9 translation units cannot be read (ids 4-5; the ids of 7 are not "
            "known either)");
}

}  // namespace
}  // namespace presstm
