// One query on its way through index, storage, score and ranking.
#ifndef TM_STORE_LOOKUP_RUN_H_
#define TM_STORE_LOOKUP_RUN_H_

#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "tm_store/base/deadline.h"
#include "tm_store/index_registry.h"
#include "tm_store/match_scorer.h"
#include "tm_store/pivot_search.h"
#include "tm_store/ranked_match.h"
#include "tm_store/stored_units.h"

namespace presstm {

// What a run is given; all of it must outlive the run.
struct LookupInput {
  TmDatabase& database;
  const IndexRegistry& indexes;
  const LookupRequest& settings;  // But for query and context.
  const Language& source;
  const Language& target;
  absl::Span<const Language> pivots;
  absl::Span<const SearchedMemory> memories;  // Each once.
};

// Thread-compatible; runs once.
class LookupRun {
 public:
  // Keeps references.
  LookupRun(const LookupInput& input, const LookupQuery& query,
            const Deadline& deadline);

  // As PreparedLookup::Run.
  absl::StatusOr<LookupResponse> Run();

 private:
  // The best a match can become that is not found yet.
  struct Bound {
    // Only the same characters can make an exact match, and those rank first
    // whatever their memory takes off.
    bool may_be_exact = false;
    int score = 0;
    friend auto operator<=>(const Bound&, const Bound&) = default;
  };
  struct SourceIndex {
    const SearchedMemory* memory;
    IndexSnapshot snapshot;
  };
  // Segments with the same characters, and with the numbers of the query or
  // others.
  struct Prospect {
    std::vector<SegmentRef> refs;
    const SearchedMemory* memory = nullptr;
    Bound bound;
  };
  // A source whose unit lacks the target.
  struct PivotProspect {
    std::shared_ptr<const ComparedSource> source;
    int score = 0;  // The best it can lead to.
    friend bool operator<(const PivotProspect& a, const PivotProspect& b) {
      return a.score < b.score;
    }
  };

  // A segment to be scored, with nothing known but its prospect's bound.
  struct TiedRef {
    SegmentRef ref;
    const SearchedMemory* memory;
    // The newest change first, then the newest unit: the order of the ranking
    // where there is nothing else to tell them apart.
    friend bool operator<(const TiedRef& a, const TiedRef& b) {
      return std::tie(a.ref.change_time, a.ref.unit) <
             std::tie(b.ref.change_time, b.ref.unit);
    }
  };

  // Asks the indexes for about `limit` candidates each; sets prospects_,
  // complete_ and complete_from_.
  absl::Status Search(int limit);
  void AddProspects(Candidate candidate, const SearchedMemory& memory);
  // Scores prospects; returns whether the result is final.
  absl::StatusOr<bool> ScoreProspects();
  // Scores prospects of one bound, as many as can matter.
  absl::Status ScoreTied(absl::Span<const Prospect> tied);
  // Whether neither `ref` nor what comes after it, of those tied with it, can
  // change the result.
  bool IsSettledFrom(const SegmentRef& ref, const Bound& bound);
  // Whether it cannot change the result, of those tied at `bound`, because its
  // text is one that was compared before.
  bool IsSettledByText(const TiedRef& tied, const Bound& bound) const;
  absl::Status ScoreRef(const SegmentRef& ref, const SearchedMemory& memory);
  // Ranks what was found, given that nothing above `bound` is missing but
  // pivots, and finds those.
  absl::Status SettleDownTo(const Bound& bound);
  absl::Status FollowPivotsDownTo(int score);
  void RankMatches();
  bool IsFull() const;
  // The last of those that are shown, if it is full.
  const RankedMatch& worst() const {
    return matches_[static_cast<size_t>(settings_.limit) - 1];
  }
  // Whether what is unknown about exact matches of at most `score` points, or
  // the ambiguity of those known, can change the order of the known ones.
  bool AmbiguityMayReorder(int score) const;
  bool CanStillMatter(const Bound& bound) const;
  LookupResponse TakeResponse();

  const LookupRequest& settings_;
  const Deadline& deadline_;
  const MatchScorer scorer_;
  const bool pivots_;
  std::vector<SourceIndex> indexes_;
  int best_closeness_ = 0;  // Of what the memories hold.
  StoredUnits units_;
  PivotSearch pivot_search_;

  std::vector<Prospect> prospects_;  // By bound, best first.
  // Every candidate whose bound is at least this is among prospects_.
  Bound complete_from_;
  bool complete_ = false;  // No candidate was cut off.
  absl::flat_hash_set<std::pair<int64_t, int32_t>> scored_;
  // Of the texts compared, by SegmentRef::text_hash and memory.
  absl::flat_hash_map<std::pair<uint64_t, const SearchedMemory*>, Bound>
      text_bounds_;
  // Of worst() when matches_ was last put in order, if it was full then.
  std::optional<Rank> worst_rank_;
  std::vector<PivotProspect> pivot_prospects_;  // A heap, the best on top.
  std::vector<RankedMatch> matches_;
  bool exact_ones_are_settled_ = false;
};

}  // namespace presstm

#endif  // TM_STORE_LOOKUP_RUN_H_
