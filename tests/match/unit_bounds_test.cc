#include <numeric>
#include <random>

#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"
#include "tests/support/test_data.h"
#include "tm_store/match/class_counts.h"
#include "tm_store/match/signature_scan.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {
namespace {

std::vector<UnitId> Ids(const TextUnits& text, UnitVocabulary& vocabulary) {
  std::vector<UnitId> ids;
  for (const TextUnit unit : text.units) ids.push_back(vocabulary.Intern(unit));
  return ids;
}

TEST(UnitBoundsTest, NeverExceedTheDistance) {
  constexpr unsigned kSeed = 64;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  UnitVocabulary vocabulary;
  for (int k = 0; k < 5'000; ++k) {
    const std::string text = RandomText(random, 60);
    const TextUnits a = ToTextUnits(text, "zh");
    const TextUnits b = ToTextUnits(
        k % 2 == 0 ? RandomText(random, 60) : Mutate(text, k % 9, random),
        "zh");
    const int distance = ReferenceDistance<TextUnit>(a.units, b.units);
    const std::vector<UnitId> a_ids = Ids(a, vocabulary);
    const std::vector<UnitId> b_ids = Ids(b, vocabulary);
    const UnitSignature x = UnitSignature::Of(a_ids);
    const UnitSignature y = UnitSignature::Of(b_ids);
    ASSERT_LE(x.BitsMissingIn(y), distance);
    ASSERT_LE(y.BitsMissingIn(x), distance);
    ASSERT_LE(MinDistance(CountUnits(a_ids), CountUnits(b_ids)), distance);
    const int character_distance =
        ReferenceDistance<char32_t>(a.characters, b.characters);
    ASSERT_LE(MinDistance(CountCharacters(a.characters),
                          CountCharacters(b.characters)),
              character_distance);
  }
}

TEST(UnitBoundsTest, CountsHoldWhereTheyStop) {
  const std::vector<UnitId> many(1'000, 7);
  const std::vector<UnitId> more(1'300, 7);
  const std::vector<UnitId> few(10, 7);
  const UnitCounts x = CountUnits(many);
  EXPECT_EQ(MinDistance(x, CountUnits(more)), 0);
  EXPECT_EQ(MinDistance(x, CountUnits(few)), 245);
  EXPECT_EQ(MinDistance(UnitCounts(), x), 255);
}

TEST(UnitBoundsTest, TheScanKeepsThoseWithinTheLimits) {
  std::mt19937 random(65);
  UnitVocabulary vocabulary;
  const auto random_signature = [&] {
    return UnitSignature::Of(
        Ids(ToTextUnits(RandomText(random, 12), "zh"), vocabulary));
  };
  std::vector<UnitSignature> signatures;
  for (int k = 0; k < 500; ++k) signatures.push_back(random_signature());
  const UnitSignature query = random_signature();
  for (const SignatureLimits limits :
       {SignatureLimits{0, 0}, SignatureLimits{2, 5}, SignatureLimits{5, 2},
        SignatureLimits{200, 200}}) {
    std::vector<uint32_t> expected;
    constexpr uint32_t kBegin = 100;
    for (uint32_t k = kBegin; k < signatures.size(); ++k) {
      if (query.BitsMissingIn(signatures[k]) <= limits.query_bits &&
          signatures[k].BitsMissingIn(query) <= limits.segment_bits) {
        expected.push_back(k);
      }
    }
    std::vector<uint32_t> survivors;
    ScanSignatures(signatures, kBegin, 500, query, limits, survivors);
    EXPECT_EQ(survivors, expected);
    std::vector<uint32_t> candidates(500 - kBegin);
    std::iota(candidates.begin(), candidates.end(), kBegin);
    survivors.clear();
    SieveSignatures(signatures, candidates, query, limits, survivors);
    EXPECT_EQ(survivors, expected);
  }
}

}  // namespace
}  // namespace presstm
