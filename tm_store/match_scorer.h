// From a stored unit that the index has found to a match as people see it:
// score, penalties and type.
#ifndef TM_STORE_MATCH_SCORER_H_
#define TM_STORE_MATCH_SCORER_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/edit_distance.h"
#include "tm_store/match/penalties.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/ranked_match.h"
#include "tm_store/text/language.h"

namespace presstm {

// Scores stored units against one query. Keeps references to what it is made
// of. Thread-compatible.
class MatchScorer {
 public:
  MatchScorer(const LookupRequest& settings, const LookupQuery& query,
              const Language& source, const Language& target);

  const TextUnits& query_units() const { return query_units_; }
  // Of the numbers of the query.
  uint32_t query_values_hash() const { return query_values_hash_; }

  // The most points a segment of which the index knows this can get, before
  // its memory's penalty; with the numbers of the query or with others.
  int BestScore(const Candidate& candidate, bool same_values) const;
  // The most points a segment with this text can get, before its memory's
  // penalty.
  int BestScore(const ComparedSource& text) const;
  // By how much that can be more than the candidate's base score.
  int MostAboveBaseScore() const;

  // Compares the query with a source. Null if it may not be proposed: its
  // region is not the one required, or it is excluded as exact.
  std::shared_ptr<const ComparedSource> Compare(StoredVariant stored) const;

  // Appends the matches of `source` with every variant of its unit that
  // answers the target language; penalties applied, but for the ambiguity of
  // several exact ones. Matches below the threshold are left out.
  void ScoreDirect(const std::shared_ptr<const ComparedSource>& source,
                   std::vector<RankedMatch>& matches) const;

  // The same for the variants of the unit that `link` leads to. A pivot is
  // never exact. The penalties of the two units are not added up: the worse
  // origin, the less checked status and the larger penalty of both memories
  // count.
  void ScorePivot(const std::shared_ptr<const ComparedSource>& source,
                  const PivotLink& link,
                  std::vector<RankedMatch>& matches) const;

  // The most points a pivot from `source` can get.
  int BestPivotScore(const ComparedSource& source) const;

  // The closest a variant in one of `sources` and one in one of `targets`
  // can be together to the languages asked for.
  int BestCloseness(absl::Span<const Language> sources,
                    absl::Span<const Language> targets) const;

  // No match of a source of which no more is known than the index tells ranks
  // higher: one that can get `score` points, and be `may_be_exact`, if its
  // languages are as close as `closeness`.
  Rank BestRank(const SegmentRef& source, bool may_be_exact, int score,
                int closeness) const;

  // Whether some variant of the unit but the one at `source_position` answers
  // the target language.
  bool HasTarget(const TranslationUnit& unit, size_t source_position) const;

  // Fills in the differences between the query and the match's source.
  void AddDifferences(const RankedMatch& ranked, Match& match) const;

 private:
  // The closeness of a variant's language to the one asked for; nothing if it
  // may not be proposed.
  std::optional<int> Closeness(const Language& asked,
                               const Language& variant) const;
  // Nothing if the target does not answer.
  std::optional<int> TargetCloseness(const Language& target) const;
  std::optional<int> TargetCloseness(const Variant& target) const;
  MatchFacts FactsOf(const RankedMatch& match) const;
  void AddNumberFacts(const RankedMatch& match, MatchFacts& facts) const;
  // Scores `match`, of which source, pivot and target are set; keeps it if it
  // reaches the threshold.
  void Score(RankedMatch match, std::vector<RankedMatch>& matches) const;
  MatchType TypeOf(const RankedMatch& match) const;
  int CountPreferredProperties(const TranslationUnit& unit) const;

  const LookupRequest& settings_;
  const LookupQuery& query_;
  const Language& source_language_;
  const Language& target_language_;
  const TextUnits query_units_;
  const uint32_t query_values_hash_;
  const EditDistancePattern<TextUnit> unit_pattern_;
  const EditDistancePattern<char32_t> character_pattern_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_SCORER_H_
