// Matches on their way through the ranking: stored units with what is known
// of them, not yet copied out for people.
#ifndef TM_STORE_RANKED_MATCH_H_
#define TM_STORE_RANKED_MATCH_H_

#include <compare>
#include <memory>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "tm_store/model/match.h"
#include "tm_store/text/surface.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// A memory with the points its matches lose.
struct SearchedMemory {
  std::shared_ptr<const Memory> memory;
  int request_penalty = 0;  // Points, 0-100.

  int penalty() const { return memory->default_penalty + request_penalty; }
};

// A variant of a stored unit. `memory` outlives the look-up's matches.
struct StoredVariant {
  std::shared_ptr<const TranslationUnit> unit;
  size_t position = 0;
  const SearchedMemory* memory = nullptr;

  const Variant& variant() const { return unit->variants[position]; }
};

// A source segment and how the query compares with it.
struct ComparedSource {
  StoredVariant stored;
  TextUnits units;
  int unit_distance = 0;
  SurfaceDifferences surface;
  int differing_codes = 0;
  bool is_exact = false;
  int base_score = 0;  // What penalties are taken off, 0-100 points.
  int closeness = 0;   // Of the language to the one asked for.
};

// Two units with the same text in a third language.
struct PivotLink {
  size_t first_position = 0;  // In the source's unit.
  StoredVariant second;
};

struct RankedMatch {
  int score = 0;
  MatchType type = MatchType::kFuzzy;
  std::vector<Penalty> penalties;
  std::shared_ptr<const ComparedSource> source;
  std::optional<PivotLink> pivot;
  size_t target_position = 0;  // In the variants of target_unit().

  // What else the ranking looks at; more is better.
  int closeness = 0;  // Of both languages to those asked for.
  bool same_document = false;
  int preferred_properties = 0;
  absl::Time change_time = absl::InfinitePast();

  const TranslationUnit& source_unit() const { return *source->stored.unit; }
  const TranslationUnit& target_unit() const {
    return pivot.has_value() ? *pivot->second.unit : source_unit();
  }
  const Variant& target() const {
    return target_unit().variants[target_position];
  }
};

// The ranking: match type, score, direct before pivot, same script and
// region, same document, most preferred properties, newest change; then the
// newer unit, so that there is always one order but between matches of the
// same units. The greater ranks first.
struct Rank {
  MatchType type = MatchType::kFuzzy;
  int score = 0;
  bool is_direct = true;
  int closeness = 0;
  bool same_document = false;
  int preferred_properties = 0;
  absl::Time change_time = absl::InfinitePast();
  TranslationUnitId source_unit;
  TranslationUnitId target_unit;
  friend std::strong_ordering operator<=>(const Rank&, const Rank&) = default;
};
Rank RankOf(const RankedMatch& match);

// Puts `matches` in order, without repetitions: where several variants in the
// source language lead to one and the same target, the best stands for them;
// a pivot whose target's text has been proposed before it adds nothing.
void PutInOrder(std::vector<RankedMatch>& matches);

// Whether it is an exact match without context and without penalties.
bool HasAllPoints(const RankedMatch& ranked);

// Whether those among `matches` differ in their targets.
bool AreAmbiguous(const std::vector<RankedMatch>& matches);

// Takes the `ambiguous` points off them if they are; drops those that fall
// below the request's threshold.
void PenalizeAmbiguity(const LookupRequest& request,
                       std::vector<RankedMatch>& matches);

// Copies out all but the differences.
Match ToMatch(const RankedMatch& ranked);

}  // namespace presstm

#endif  // TM_STORE_RANKED_MATCH_H_
