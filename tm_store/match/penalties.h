// Points taken off for what the distances do not see.
#ifndef TM_STORE_MATCH_PENALTIES_H_
#define TM_STORE_MATCH_PENALTIES_H_

#include <vector>

#include "tm_store/model/match.h"
#include "tm_store/text/surface.h"

namespace presstm {

// What separates a query from a stored segment apart from text units.
struct MatchFacts {
  // Judged only where no text unit differs; else the characters' distance
  // has it already.
  SurfaceDifferences surface;
  int differing_codes = 0;
  int differing_numbers = 0;  // Numbers, URLs and e-mail addresses.
  // Whether each of them stands in the target too and can be replaced there.
  bool numbers_can_be_carried_over = false;
  Origin origin = Origin::kUnspecified;
  TranslationStatus status = TranslationStatus::kUnspecified;
  int memory_penalty = 0;   // Points, 0-100.
  int request_penalty = 0;  // Points, 0-100.
  bool by_pivot = false;    // Translated by way of a third language.
};

// Returns the penalties that apply, each of at least 1 point, in the order of
// PenaltyKind. Pure.
std::vector<Penalty> ComputePenalties(const MatchFacts& facts,
                                      const PenaltySettings& settings);

// The fewest points that differing numbers can cost.
int LeastNumberPoints(const PenaltySettings& settings);
// The fewest points that texts with the same text units and other characters
// can cost.
int LeastSurfacePoints(const PenaltySettings& settings);

// Returns `base` less the penalties, 0-100 points.
int ApplyPenalties(int base, const std::vector<Penalty>& penalties);

// How many codes of the two segments have no equal on the other side; 1 if
// they are the same codes at other places. Codes are equal if they do the
// same (open, close, standalone) with the same original content.
int CountDifferingCodes(const Segment& a, const Segment& b);

// How the placeables of query, source and target stand to each other.
struct NumberComparison {
  int differing = 0;
  bool can_be_carried_over = false;
};

// Compares values as multisets; in order where `same_order` says that the
// texts have the same text units.
NumberComparison CompareNumbers(const std::vector<Placeable>& query,
                                const std::vector<Placeable>& source,
                                const std::vector<Placeable>& target,
                                bool same_order);

}  // namespace presstm

#endif  // TM_STORE_MATCH_PENALTIES_H_
