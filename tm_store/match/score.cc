#include "tm_store/match/score.h"

#include <algorithm>

#include "tm_store/text/text_units.h"

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

ScoreCutoffs::ScoreCutoffs(const PairLengths& lengths, int score)
    : longer_units_(std::max({lengths.query_units, lengths.segment_units, 1})),
      longer_characters_(
          std::max({lengths.query_characters, lengths.segment_characters, 1})),
      character_length_difference_(
          std::max(lengths.query_characters - lengths.segment_characters,
                   lengths.segment_characters - lengths.query_characters)),
      budget_((100 - int64_t{score}) * longer_units_ * longer_characters_),
      wants_equal_units_(score > 99) {}

int64_t ScoreCutoffs::MaxUnitDistanceByLength() const {
  // d_u = 0 is always allowed: then the score does not depend on d_c.
  return std::max<int64_t>(
             0, budget_ - 50 * longer_units_ * character_length_difference_) /
         (50 * longer_characters_);
}

int64_t ScoreCutoffs::MaxUnitDistanceByEdits() const {
  // d_u * P + (d_u / k) * M <= budget / 50, with k units a character edit.
  return budget_ * kUnitsPerCharacterEdit /
         (50 * (longer_characters_ * kUnitsPerCharacterEdit + longer_units_));
}

int ScoreCutoffs::max_unit_distance() const {
  if (wants_equal_units_) return 0;
  return static_cast<int>(std::min(
      {MaxUnitDistanceByLength(), MaxUnitDistanceByEdits(), longer_units_}));
}

// With q, the segment's length in characters, growing from p on, the bound by
// edits grows and the bound by length falls: their smaller one is largest
// where they cross. Below p the first stays and the second falls.
int MaxUnitDistanceAtAnyLength(PairLengths lengths, int score) {
  const auto cutoffs_at = [&](int segment_characters) {
    lengths.segment_characters = segment_characters;
    return ScoreCutoffs(lengths, score);
  };
  int low = lengths.query_characters;  // Where the bound by edits is smaller.
  int high = 3 * lengths.query_characters + 3;  // Where it is not.
  if (cutoffs_at(low).MaxUnitDistanceByEdits() >=
      cutoffs_at(low).MaxUnitDistanceByLength()) {
    return cutoffs_at(low).max_unit_distance();
  }
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    const ScoreCutoffs cutoffs = cutoffs_at(middle);
    if (cutoffs.MaxUnitDistanceByEdits() < cutoffs.MaxUnitDistanceByLength()) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return std::max(cutoffs_at(low).max_unit_distance(),
                  cutoffs_at(high).max_unit_distance());
}

int ScoreCutoffs::MaxCharacterDistance(int unit_distance) const {
  if (unit_distance == 0) return static_cast<int>(longer_characters_);
  const int64_t left = budget_ - 50 * unit_distance * longer_characters_;
  if (left < 0) return -1;
  return static_cast<int>(
      std::min(left / (50 * longer_units_), longer_characters_));
}

}  // namespace presstm
