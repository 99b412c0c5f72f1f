#include <algorithm>
#include <random>

#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"
#include "tests/support/test_data.h"
#include "tm_store/match/class_counts.h"
#include "tm_store/match/segment_sketch.h"
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

TEST(UnitBoundsTest, TheSieveKeepsWhatReachesTheScore) {
  constexpr unsigned kSeed = 65;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  UnitVocabulary vocabulary;
  std::vector<TextUnits> texts;
  std::vector<SegmentSketch> sketches;
  const auto sketch_of = [&](const TextUnits& text) {
    const auto words =
        std::count_if(text.units.begin(), text.units.end(), IsWord);
    return SegmentSketch::Of(Ids(text, vocabulary), text.characters,
                             static_cast<int>(words));
  };
  std::vector<uint32_t> candidates;
  for (uint32_t k = 0; k < 300; ++k) {
    texts.push_back(ToTextUnits(RandomText(random, 12), "zh"));
    sketches.push_back(sketch_of(texts.back()));
    if (k >= 100) candidates.push_back(k);
  }
  for (const TextUnits& query : texts) {
    const int score = 1 + static_cast<int>(random() % 100);
    std::vector<SievedSegment> passed;
    SieveCandidates(sketches, candidates, sketch_of(query), score, passed);
    std::vector<SievedSegment> passed_of_range;
    SieveRange(sketches, 100, 300, sketch_of(query), score, passed_of_range);
    ASSERT_EQ(passed.size(), passed_of_range.size());
    size_t next = 0;
    for (const uint32_t k : candidates) {
      const bool has_passed = next < passed.size() && passed[next].index == k;
      if (has_passed) {
        ASSERT_LE(passed[next].unit_distance,
                  ReferenceDistance<TextUnit>(query.units, texts[k].units));
        ++next;
      } else {
        ASSERT_LT(ReferenceScore(query, texts[k]), score);
      }
    }
    ASSERT_EQ(next, passed.size());
  }
}

}  // namespace
}  // namespace presstm
