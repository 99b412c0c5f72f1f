#include "tm_store/match/search_plan.h"

#include <algorithm>

#include "tm_store/match/score.h"

namespace presstm {
namespace {

// What it costs, about, in nanoseconds: to look at the next segment, at one
// that lies anywhere, and only to tick one off.
constexpr int64_t kScanCost = 10;
constexpr int64_t kLookCost = 30;
constexpr int64_t kTickCost = 2;
// Choosing pieces from longer queries costs more than it saves: few segments
// are as long.
constexpr size_t kMaxLengthForPairs = 400;

}  // namespace

SearchPlan::SearchPlan(const StoredSegment& query,
                       const IndexGeneration& generation, int score,
                       int scan_below)
    : query_(query),
      generation_(generation),
      query_words_(CountWords(query.units)),
      score_(score) {
  FindRuns(score);
  int64_t segments = 0;
  for (const PlannedRun& planned : runs_) {
    segments += planned.run.end - planned.run.begin;
  }
  if (segments < scan_below || generation_.postings().empty()) return;
  ChoosePieces();
  for (PlannedRun& planned : runs_) ChooseWay(planned);
}

int SearchPlan::Longer(int length) const {
  return std::max(0, length - static_cast<int>(query_.units.size()));
}

PairLengths SearchPlan::LengthsOf(int word_class, int length) const {
  return {.query_units = static_cast<int>(query_.units.size()),
          .segment_units = length,
          .query_characters = query_.character_count,
          .words = query_words_ + MostWordsIn(word_class)};
}

int SearchPlan::MaxDistance(int word_class, int length, int score) const {
  return MaxUnitDistanceAtAnyLength(LengthsOf(word_class, length), score);
}

void SearchPlan::FindRuns(int score) {
  const absl::Span<const LengthRun> all = generation_.runs();
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::upper_bound(begin, all.end(), begin->word_class,
                                      [](int word_class, const LengthRun& run) {
                                        return word_class < run.word_class;
                                      });
    AddRunsOfClass({&*begin, static_cast<size_t>(end - begin)}, score);
    begin = end;
  }
}

// Segments no longer than the query: all have the same largest distance, and
// need at least the difference of the lengths. Longer ones: what the
// difference alone costs grows with the length (score.h: n - m for d_u makes
// 1 - m / n, and more character edits), so the first length that is out of
// reach is the last to look at.
void SearchPlan::AddRunsOfClass(absl::Span<const LengthRun> runs, int score) {
  const auto m = static_cast<int>(query_.units.size());
  const int word_class = runs.front().word_class;
  const int up_to_own_length = MaxDistance(word_class, m, score);
  auto run = std::lower_bound(runs.begin(), runs.end(),
                              std::max(1, m - up_to_own_length),
                              [](const LengthRun& candidate, int length) {
                                return candidate.length_text_units < length;
                              });
  for (; run != runs.end(); ++run) {
    const int length = run->length_text_units;
    const int max_distance =
        length <= m ? up_to_own_length : MaxDistance(word_class, length, score);
    if (max_distance < length - m) break;
    runs_.push_back({*run, max_distance, SearchWay::kScan, 0});
  }
}

void SearchPlan::ChoosePieces() {
  const auto m = static_cast<int>(query_.units.size());
  units_ = QueryPieces::SingleUnits(query_.units, generation_.postings());
  if (query_.units.size() > kMaxLengthForPairs) return;
  // Enough for segments a little longer than the query too, and for two hits.
  constexpr int kALittle = 2;
  int wanted = 0;
  for (const PlannedRun& planned : runs_) {
    if (Longer(planned.run.length_text_units) > kALittle) continue;
    wanted = std::max(wanted, planned.max_distance + 2);
  }
  if (wanted == 0) return;
  cheapest_ = QueryPieces::Cheapest(query_.units, generation_.postings(),
                                    std::min(wanted, m));
}

int SearchPlan::CountNeeded(const PlannedRun& planned, SearchWay way,
                            int max_distance) const {
  return pieces(way)->CountNeeded(
      max_distance, Longer(planned.run.length_text_units), HitsOf(way));
}

// The postings of all lengths are compared with scanning all lengths.
void SearchPlan::ChooseWay(PlannedRun& planned) const {
  auto least_cost = static_cast<int64_t>(generation_.size()) * kScanCost;
  for (const SearchWay way : kWaysByPostings) {
    const QueryPieces* set = pieces(way);
    if (set == nullptr) continue;
    const int needed = CountNeeded(planned, way, planned.max_distance);
    if (needed > set->size()) continue;
    const int64_t cost =
        set->PostingsOf(needed) * (HitsOf(way) == 1 ? kLookCost : kTickCost);
    if (cost >= least_cost) continue;
    least_cost = cost;
    planned.way = way;
    planned.pieces = needed;
  }
}

const QueryPieces* SearchPlan::pieces(SearchWay way) const {
  if (way == SearchWay::kScan) return nullptr;
  const bool single = way == SearchWay::kUnits || way == SearchWay::kUnitsTwice;
  const std::optional<QueryPieces>& set = single ? units_ : cheapest_;
  return set.has_value() ? &*set : nullptr;
}

bool SearchPlan::Wants(SearchWay way, int piece) const {
  return std::any_of(
      runs_.begin(), runs_.end(),
      [&](const PlannedRun& planned) { return planned.Wants(way, piece); });
}

// The least distance that wants the piece bounds the lengths in characters.
std::pair<uint32_t, uint32_t> SearchPlan::Wanting(const PlannedRun& planned,
                                                  int piece) const {
  const LengthRun& run = planned.run;
  if (run.band_count == 1) return {run.begin, run.end};
  int distance = planned.max_distance;
  while (distance > 0 &&
         CountNeeded(planned, planned.way, distance - 1) > piece) {
    --distance;
  }
  const CharacterRange reachable = ReachableCharacters(
      LengthsOf(run.word_class, run.length_text_units), distance, score_);
  uint32_t begin = run.end;
  uint32_t end = run.begin;
  for (const CharacterBand& band : generation_.BandsOf(run)) {
    if (band.length_characters.most < reachable.least) continue;
    if (band.length_characters.least > reachable.most) break;
    begin = std::min(begin, band.begin);
    end = band.end;
  }
  return {begin, std::max(begin, end)};
}

void SearchPlan::Raise(int score) {
  score_ = score;
  const auto m = static_cast<int>(query_.units.size());
  std::erase_if(runs_, [&](PlannedRun& planned) {
    const int length = planned.run.length_text_units;
    planned.max_distance =
        MaxDistance(planned.run.word_class, std::max(length, m), score);
    if (planned.max_distance < std::abs(length - m)) return true;
    if (planned.way != SearchWay::kScan) {
      planned.pieces =
          std::min(planned.pieces,
                   CountNeeded(planned, planned.way, planned.max_distance));
    }
    return false;
  });
}

}  // namespace presstm
