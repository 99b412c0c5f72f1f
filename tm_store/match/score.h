// From distances to percentage points: the one place that knows the formula.
//
//   U = 1 - d_u / max(m, n)   d_u: Levenshtein distance in text units
//   C = 1 - d_c / max(p, q)   d_c: the same in folded characters
//   base = floor(100 * (U + C) / 2)
//
// with m, n and p, q the lengths of query and segment in text units and
// characters. d_u = 0 scores 100 where the characters are equal too (the
// original texts decide later whether it stays so) and 99 otherwise; d_u > 0
// scores base, at most 99. A segment without text units matches only the same
// characters.
#ifndef TM_STORE_MATCH_SCORE_H_
#define TM_STORE_MATCH_SCORE_H_

#include <algorithm>
#include <cstdint>

#include "tm_store/text/text_units.h"

namespace presstm {

// Lengths of a query and a segment.
struct PairLengths {
  int query_units = 0;         // m
  int segment_units = 0;       // n
  int query_characters = 0;    // p
  int segment_characters = 0;  // q
  // Words among the text units of both. More than there are is safe.
  int words = 0;  // w
};

// Returns the score before surface penalties, 0-100 points. Pure.
int BaseScore(const PairLengths& lengths, int unit_distance,
              int character_distance);

// The fewest character edits that can make a distance of `unit_distance` in
// text units between texts that hold `words` words: the greater of
// d_u / kUnitsPerCharacterEdit and d_u - w (both from text/text_units.h).
inline int MinCharacterDistance(int unit_distance, int words) {
  return std::max(
      (unit_distance + kUnitsPerCharacterEdit - 1) / kUnitsPerCharacterEdit,
      unit_distance - words);
}

// The largest distances with which a pair can still reach a score. They never
// discard a pair that reaches it:
//
// base >= t means d_u / M + d_c / P <= 2 - t / 50 (M, P the longer lengths).
// d_c is at least the difference of the lengths in characters, and at least
// MinCharacterDistance(d_u). Either bound, put in for d_c, gives a largest
// d_u. Once d_u is known, the inequality gives the largest d_c.
class ScoreCutoffs {  // The first two are inline for the innermost loop.
 public:
  // `score`: the lowest wanted, 1-100 points.
  ScoreCutoffs(const PairLengths& lengths, int score)
      : longer_units_(
            std::max({lengths.query_units, lengths.segment_units, 1})),
        longer_characters_(std::max(
            {lengths.query_characters, lengths.segment_characters, 1})),
        character_length_difference_(
            std::max(lengths.query_characters - lengths.segment_characters,
                     lengths.segment_characters - lengths.query_characters)),
        words_(lengths.words),
        budget_((100 - int64_t{score}) * longer_units_ * longer_characters_),
        wants_equal_units_(score > 99) {}

  // Negative if no pair of these lengths can reach the score.
  int max_unit_distance() const;
  int MaxCharacterDistance(int unit_distance) const;

  // Whether a pair can reach the score whose distances are known to be at
  // least these.
  bool CanReach(int min_unit_distance, int min_character_distance) const {
    if (min_unit_distance == 0) return true;
    if (wants_equal_units_) return false;
    const int characters =
        std::max({min_character_distance, character_length_difference_,
                  MinCharacterDistance(min_unit_distance, words_)});
    return 50 * (min_unit_distance * longer_characters_ +
                 characters * longer_units_) <=
           budget_;
  }

 private:
  int64_t longer_units_;       // M, at least 1
  int64_t longer_characters_;  // P, at least 1
  int character_length_difference_;
  int words_;
  // 50 * (M - d_u) * P + 50 * (P - d_c) * M >= score * M * P leaves this for
  // d_u * P + d_c * M, all times 50.
  int64_t budget_;
  bool wants_equal_units_;
};

// The largest distance in text units that any pair of `lengths` in text units
// can have and still reach `score`, whatever the segment's length in
// characters (`segment_characters` is not looked at). O(log m).
int MaxUnitDistanceAtAnyLength(const PairLengths& lengths, int score);

// Lengths of segments in characters, from the shortest to the longest.
struct CharacterRange {
  int least = 0;
  int most = 0;
};

// The lengths in characters outside which no pair of `lengths` in text units
// with a distance of `unit_distance` reaches `score`, by the difference of the
// lengths alone; least > most if none does (`segment_characters` is not looked
// at). The larger the distance or the score, the narrower.
CharacterRange ReachableCharacters(const PairLengths& lengths,
                                   int unit_distance, int score);

}  // namespace presstm

#endif  // TM_STORE_MATCH_SCORE_H_
