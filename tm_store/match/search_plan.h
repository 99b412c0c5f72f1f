// What to look at in one generation to find all segments that can reach a
// score. Internal to match/.
#ifndef TM_STORE_MATCH_SEARCH_PLAN_H_
#define TM_STORE_MATCH_SEARCH_PLAN_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/index_generation.h"
#include "tm_store/match/query_pieces.h"
#include "tm_store/match/score.h"

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

  bool Wants(SearchWay visited, int piece) const {
    return way == visited && pieces > piece;
  }
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
  // Whether any run wants the piece.
  bool Wants(SearchWay way, int piece) const;
  // Of a run those segments that want the piece: [first, second). Those left
  // out are so much longer or shorter than the query in characters that fewer
  // text units may differ.
  std::pair<uint32_t, uint32_t> Wanting(const PlannedRun& planned,
                                        int piece) const;

  // Takes back what a higher score makes needless: runs disappear, or want
  // fewer pieces of the same kind.
  void Raise(int score);

 private:
  PairLengths LengthsOf(int word_class, int length) const;
  int MaxDistance(int word_class, int length, int score) const;
  int Longer(int length) const;
  void FindRuns(int score);
  void AddRunsOfClass(absl::Span<const LengthRun> runs, int score);
  void ChoosePieces();
  void ChooseWay(PlannedRun& planned) const;
  int CountNeeded(const PlannedRun& planned, SearchWay way,
                  int max_distance) const;

  const StoredSegment query_;
  const IndexGeneration& generation_;
  const int query_words_;
  int score_;  // The lowest wanted.
  std::vector<PlannedRun> runs_;
  std::optional<QueryPieces> cheapest_;
  std::optional<QueryPieces> units_;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_SEARCH_PLAN_H_
