#include "tm_store/match/score.h"

#include <algorithm>
#include <random>

#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"
#include "tests/support/test_data.h"

namespace presstm {
namespace {

int CountWords(const TextUnits& text) {
  return static_cast<int>(
      std::count_if(text.units.begin(), text.units.end(), IsWord));
}

PairLengths LengthsOf(const TextUnits& a, const TextUnits& b) {
  return {.query_units = static_cast<int>(a.units.size()),
          .segment_units = static_cast<int>(b.units.size()),
          .query_characters = static_cast<int>(a.characters.size()),
          .segment_characters = static_cast<int>(b.characters.size()),
          .words = CountWords(a) + CountWords(b)};
}

int Score(const char* a, const char* b, const char* language) {
  const TextUnits x = ToTextUnits(a, language);
  const TextUnits y = ToTextUnits(b, language);
  return BaseScore(LengthsOf(x, y),
                   ReferenceDistance<TextUnit>(x.units, y.units),
                   ReferenceDistance<char32_t>(x.characters, y.characters));
}

TEST(ScoreTest, IsTheMeanOfUnitsAndCharacters) {
  // One of four words, 1 of 20 characters: (75 + 95) / 2.
  EXPECT_EQ(Score("the meetings are on.", "the meetingz are on.", "en"), 85);
  // One of five characters, no punctuation.
  EXPECT_EQ(Score("外交部发言", "外交部发声", "zh"), 80);
  // No word, 1 of 11 characters.
  EXPECT_EQ(Score("a b", "c d e f g h", "en"), 4);
  EXPECT_EQ(Score("same", "same", "en"), 100);
  EXPECT_EQ(Score("same!", "same", "en"), 99);
}

TEST(ScoreTest, TakesKoreanParticlesAsSmallDifferences) {
  EXPECT_GE(Score("대통령은 회의를 열었다", "대통령이 회의를 열었다", "ko"),
            85);
  EXPECT_GE(Score("서울로 갔습니다", "서울으로 갔습니다", "ko"), 80);
}

TEST(ScoreTest, ComparesTextsWithoutUnitsByCharacter) {
  EXPECT_EQ(Score("!?", "!?", "en"), 100);
  EXPECT_EQ(Score("!?", "!!", "en"), 0);
  EXPECT_EQ(Score("a!", "!", "en"), 0);
}

TEST(ScoreTest, EqualsTheFormulaAndNeverCutsOffTooEarly) {
  constexpr unsigned kSeed = 815;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (int k = 0; k < 20'000; ++k) {
    const std::string text = RandomText(random, 14);
    const TextUnits a = ToTextUnits(text, "zh");
    const TextUnits b = ToTextUnits(
        k % 3 == 0 ? RandomText(random, 14)
                   : Mutate(text, 1 + static_cast<int>(random() % 6), random),
        "zh");
    const PairLengths lengths = LengthsOf(a, b);
    const int unit_distance = ReferenceDistance<TextUnit>(a.units, b.units);
    const int character_distance =
        ReferenceDistance<char32_t>(a.characters, b.characters);
    const int score = BaseScore(lengths, unit_distance, character_distance);
    ASSERT_EQ(score, ReferenceScore(a, b));
    ASSERT_GE(character_distance,
              MinCharacterDistance(unit_distance, lengths.words));
    for (int wanted = 1; wanted <= score; ++wanted) {
      const ScoreCutoffs cutoffs(lengths, wanted);
      ASSERT_LE(unit_distance, cutoffs.max_unit_distance());
      ASSERT_LE(unit_distance, MaxUnitDistanceAtAnyLength(lengths, wanted));
      const CharacterRange reachable =
          ReachableCharacters(lengths, unit_distance, wanted);
      ASSERT_LE(reachable.least, lengths.segment_characters);
      ASSERT_GE(reachable.most, lengths.segment_characters);
      ASSERT_TRUE(cutoffs.CanReach(unit_distance, character_distance));
      if (unit_distance == 0) continue;
      ASSERT_LE(character_distance,
                cutoffs.MaxCharacterDistance(unit_distance));
    }
  }
}

}  // namespace
}  // namespace presstm
