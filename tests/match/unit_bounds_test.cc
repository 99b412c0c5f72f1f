#include <algorithm>
#include <random>

#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"
#include "tests/support/test_data.h"
#include "tm_store/match/signature_scan.h"
#include "tm_store/match/unit_counts.h"

namespace presstm {
namespace {

TEST(UnitBoundsTest, NeverExceedTheDistance) {
  constexpr unsigned kSeed = 64;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 5'000; ++k) {
    const std::string text = RandomText(random, 60);
    const TextUnits a = ToTextUnits(text, "zh");
    const TextUnits b = ToTextUnits(
        k % 2 == 0 ? RandomText(random, 60) : Mutate(text, k % 9, random),
        "zh");
    const int distance = ReferenceDistance<TextUnit>(a.units, b.units);
    const UnitSignature x = UnitSignature::Of(a.units);
    const UnitSignature y = UnitSignature::Of(b.units);
    ASSERT_LE(x.BitsMissingIn(y), distance);
    ASSERT_LE(y.BitsMissingIn(x), distance);
    const UnitCounts p = UnitCounts::Of(a.units);
    const UnitCounts q = UnitCounts::Of(b.units);
    ASSERT_LE(p.UnitsMissingIn(q), distance);
    ASSERT_LE(q.UnitsMissingIn(p), distance);
  }
}

TEST(UnitBoundsTest, CountsHoldWhereTheyStop) {
  const std::vector<TextUnit> many(1'000, 7);
  const std::vector<TextUnit> more(1'300, 7);
  const std::vector<TextUnit> few(10, 7);
  const UnitCounts x = UnitCounts::Of(many);
  EXPECT_EQ(x.UnitsMissingIn(UnitCounts::Of(more)), 0);
  EXPECT_EQ(x.UnitsMissingIn(UnitCounts::Of(few)), 245);
  EXPECT_EQ(x.UnitsMissingIn(UnitCounts()), 255);
}

TEST(UnitBoundsTest, TheScanKeepsThoseWithinTheLimits) {
  std::mt19937 random(65);
  std::vector<UnitSignature> signatures;
  for (int k = 0; k < 500; ++k) {
    signatures.push_back(
        UnitSignature::Of(ToTextUnits(RandomText(random, 12), "zh").units));
  }
  const UnitSignature query =
      UnitSignature::Of(ToTextUnits(RandomText(random, 12), "zh").units);
  for (const SignatureLimits limits :
       {SignatureLimits{0, 0}, SignatureLimits{2, 5}, SignatureLimits{5, 2},
        SignatureLimits{200, 200}}) {
    std::vector<uint32_t> expected;
    for (uint32_t k = 0; k < signatures.size(); ++k) {
      if (query.BitsMissingIn(signatures[k]) <= limits.query_bits &&
          signatures[k].BitsMissingIn(query) <= limits.segment_bits) {
        expected.push_back(1000 + k);
      }
    }
    std::vector<uint32_t> survivors;
    ScanSignatures(signatures, query, limits, 1000, survivors);
    EXPECT_EQ(survivors, expected);
  }
}

}  // namespace
}  // namespace presstm
