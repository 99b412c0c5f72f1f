#include "tm_store/match/score.h"

#include <algorithm>
#include <limits>

namespace presstm {

int BaseScore(const PairLengths& lengths, int unit_distance,
              int character_distance) {
  const int64_t units = std::max(lengths.query_units, lengths.segment_units);
  const int64_t characters =
      std::max(lengths.query_characters, lengths.segment_characters);
  if (character_distance == 0) return 100;
  if (lengths.query_units == 0 || lengths.segment_units == 0) return 0;
  if (unit_distance == 0) return 99;
  const int64_t base = 50 *
                       ((units - unit_distance) * characters +
                        (characters - character_distance) * units) /
                       (units * characters);
  return static_cast<int>(std::clamp<int64_t>(base, 0, 99));
}

int ScoreCutoffs::max_unit_distance() const {
  if (wants_equal_units_) return 0;
  const int64_t m = longer_units_;
  const int64_t p = longer_characters_;
  // d_u = 0 is always allowed: then the score does not depend on d_c.
  const int64_t by_length =
      std::max<int64_t>(0, budget_ - 50 * m * character_length_difference_) /
      (50 * p);
  // d_u * P + (d_u / k) * M <= budget / 50, with k units a character edit.
  const int64_t k = kUnitsPerCharacterEdit;
  const int64_t by_edits = budget_ * k / (50 * (p * k + m));
  // d_u * P + (d_u - w) * M <= budget / 50.
  const int64_t by_words = (budget_ + 50 * m * words_) / (50 * (p + m));
  return static_cast<int>(std::min({by_length, by_edits, by_words, m}));
}

int ScoreCutoffs::MaxCharacterDistance(int unit_distance) const {
  if (unit_distance == 0) return static_cast<int>(longer_characters_);
  const int64_t left = budget_ - 50 * unit_distance * longer_characters_;
  if (left < 0) return -1;
  return static_cast<int>(
      std::min(left / (50 * longer_units_), longer_characters_));
}

// For a given d_u let e be the fewest character edits. Of all lengths q the
// one that leaves most of the score is p + e: up to there d_c = e will do and
// weighs less the longer the segment, e / max(p, q); beyond, d_c >= q - p and
// (q - p) / q grows. What d_u then costs, d_u / M + e / (p + e), grows with
// d_u.
int MaxUnitDistanceAtAnyLength(const PairLengths& lengths, int score) {
  const auto can_reach = [&](int unit_distance) {
    const int edits = MinCharacterDistance(unit_distance, lengths.words);
    const int64_t m = std::max(lengths.query_units, lengths.segment_units);
    const int64_t p = std::max(1, lengths.query_characters + edits);
    return 50 * (unit_distance * p + edits * m) <= (100 - score) * m * p;
  };
  if (score > 99) return 0;
  int low = 0;
  int high = std::max(lengths.query_units, lengths.segment_units) + 1;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (can_reach(middle) ? low : high) = middle;
  }
  return low;
}

// d_u leaves r = (100 - score) / 50 - d_u / M for the characters, and
// |p - q| / max(p, q) <= r means p (1 - r) <= q <= p / (1 - r).
CharacterRange ReachableCharacters(const PairLengths& lengths,
                                   int unit_distance, int score) {
  constexpr int64_t kNoBound = std::numeric_limits<int>::max();
  const int64_t m = std::max({lengths.query_units, lengths.segment_units, 1});
  const int64_t p = lengths.query_characters;
  // r and 1 - r, both times 50 M.
  const int64_t left = (100 - score) * m - 50 * unit_distance;
  const int64_t rest = 50 * m - left;
  // With no unit changed the characters do not count.
  if (unit_distance == 0 || rest <= 0) return {0, static_cast<int>(kNoBound)};
  if (left < 0) return {1, 0};
  return {static_cast<int>((p * rest + 50 * m - 1) / (50 * m)),
          static_cast<int>(std::min(kNoBound, p * 50 * m / rest))};
}

}  // namespace presstm
