// From a stored unit that the index has found to a match as people see it:
// score, penalties, type, and where it ranks.
#ifndef TM_STORE_MATCH_SCORER_H_
#define TM_STORE_MATCH_SCORER_H_

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "tm_store/match/edit_distance.h"
#include "tm_store/match/penalties.h"
#include "tm_store/model/match.h"
#include "tm_store/text/language.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// A match and what the ranking looks at. Differences are not filled in yet.
struct RankedMatch {
  Match match;
  int closeness = 0;  // Of both languages to those asked for, 0-4.
  bool same_document = false;
  absl::Time change_time = absl::InfinitePast();
  size_t source_position = 0;  // In the unit's variants.
  size_t target_position = 0;
};

// The ranking: match type, score, same script and region, same document,
// newest change; then the newer unit, so that there is always one order.
bool RanksBefore(const RankedMatch& a, const RankedMatch& b);

// A memory with the points its matches lose.
struct SearchedMemory {
  Memory memory;
  int request_penalty = 0;  // Points, 0-100.
};

// Scores stored units against one query. Keeps references to the request and
// the languages. Thread-compatible.
class MatchScorer {
 public:
  MatchScorer(const LookupRequest& request, const Language& source,
              const Language& target);

  const TextUnits& query() const { return query_; }

  // Returns the matches of the variant at `source_position` with every
  // variant of `unit` that answers the target language; penalties applied,
  // but for the ambiguity of several exact ones. Matches below the threshold
  // are left out.
  std::vector<RankedMatch> Score(const TranslationUnit& unit,
                                 size_t source_position,
                                 const SearchedMemory& memory) const;

  // Fills in the differences between the query and the match's source.
  void AddDifferences(Match& match) const;

 private:
  struct Pair;  // The query against one source segment.

  Pair Compare(const Segment& source) const;
  MatchFacts FactsOf(const Pair& pair, const TranslationUnit& unit,
                     const Segment& target, const SearchedMemory& memory) const;
  // Nothing if the target does not answer or the score is too low.
  std::optional<RankedMatch> ScoreTarget(const Pair& pair,
                                         const TranslationUnit& unit,
                                         const Variant& target,
                                         const SearchedMemory& memory) const;
  MatchType TypeOf(const TranslationUnit& unit, const Pair& pair) const;

  const LookupRequest& request_;
  const Language& source_language_;
  const Language& target_language_;
  const TextUnits query_;
  const EditDistancePattern<TextUnit> unit_pattern_;
  const EditDistancePattern<char32_t> character_pattern_;
};

// Takes the `ambiguous` points off exact matches without context if their
// targets differ; drops those that fall below the request's threshold.
void PenalizeAmbiguity(const LookupRequest& request,
                       std::vector<RankedMatch>& matches);

}  // namespace presstm

#endif  // TM_STORE_MATCH_SCORER_H_
