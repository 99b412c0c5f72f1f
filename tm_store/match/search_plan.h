// What to look at in one generation to find all segments that can reach a
// score. Internal to match/.
#ifndef TM_STORE_MATCH_SEARCH_PLAN_H_
#define TM_STORE_MATCH_SEARCH_PLAN_H_

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/index_generation.h"
#include "tm_store/match/query_pieces.h"

namespace presstm {

// How the segments of a run are gone through.
enum class SearchWay {
  kScan,         // All of them.
  kPieces,       // Those on the postings of the query's cheapest pieces.
  kPiecesTwice,  // Those on two of them: one piece more.
  kUnits,        // The same with the query's rarest text units.
  kUnitsTwice,
};
inline constexpr SearchWay kWaysByPostings[] = {
    SearchWay::kPieces, SearchWay::kPiecesTwice, SearchWay::kUnits,
    SearchWay::kUnitsTwice};
// How many pieces a segment must have.
inline int HitsOf(SearchWay way) {
  return way == SearchWay::kPiecesTwice || way == SearchWay::kUnitsTwice ? 2
                                                                         : 1;
}

struct PlannedRun {
  LengthRun run;
  // The largest distance in text units that can reach the score.
  int max_distance = 0;
  SearchWay way = SearchWay::kScan;
  int pieces = 0;  // How many of them to visit.
};

// Refers to the query and the generation. Thread-compatible.
class SearchPlan {
 public:
  // For segments of at least `score`. `query` has at least one text unit.
  // For `scan_below` see SearchOptions.
  SearchPlan(const StoredSegment& query, const IndexGeneration& generation,
             int score, int scan_below);

  // In the order of the generation; only those that can reach the score.
  absl::Span<const PlannedRun> runs() const { return runs_; }
  // The pieces of a way by postings; null where no run wants them.
  const QueryPieces* pieces(SearchWay way) const;

  // Takes back what a higher score makes needless: runs disappear, or want
  // fewer pieces of the same kind.
  void Raise(int score);

 private:
  int MaxDistance(int word_class, int length, int score) const;
  int Longer(int length) const;
  void FindRuns(int score);
  void AddRunsOfClass(absl::Span<const LengthRun> runs, int score);
  void ChoosePieces();
  void ChooseWay(PlannedRun& planned) const;
  int CountNeeded(const PlannedRun& planned, SearchWay way) const;

  const StoredSegment query_;
  const IndexGeneration& generation_;
  const int query_words_;
  std::vector<PlannedRun> runs_;
  std::optional<QueryPieces> cheapest_;
  std::optional<QueryPieces> units_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_SEARCH_PLAN_H_
