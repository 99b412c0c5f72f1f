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

#include <cstdint>

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
int MinCharacterDistance(int unit_distance, int words);

// The largest distances with which a pair can still reach a score. They never
// discard a pair that reaches it:
//
// base >= t means d_u / M + d_c / P <= 2 - t / 50 (M, P the longer lengths).
// d_c is at least the difference of the lengths in characters, and at least
// MinCharacterDistance(d_u). Either bound, put in for d_c, gives a largest
// d_u. Once d_u is known, the inequality gives the largest d_c.
class ScoreCutoffs {
 public:
  // `score`: the lowest wanted, 1-100 points.
  ScoreCutoffs(const PairLengths& lengths, int score);

  // Negative if no pair of these lengths can reach the score.
  int max_unit_distance() const;
  int MaxCharacterDistance(int unit_distance) const;

  // Whether a pair can reach the score whose distances are known to be at
  // least these.
  bool CanReach(int min_unit_distance, int min_character_distance) const;

 private:
  int64_t longer_units_;       // M, at least 1
  int64_t longer_characters_;  // P, at least 1
  int64_t character_length_difference_;
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

}  // namespace presstm

#endif  // TM_STORE_MATCH_SCORE_H_
