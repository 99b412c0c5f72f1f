// How a search goes through the generations, each by its SearchPlan: along
// the postings of pieces of the query, or through all segments of the lengths
// in question where that is cheaper (low thresholds, common words) or there
// are few.
//
// Either way most segments are discarded by bounds on the distances before
// computing them: the lengths, the 128-bit signature, the counts of character
// classes, and for long segments those of unit classes, put together by the
// score's own formula. All but the last lie together (segment_sketch.h): what
// looking at a segment costs is the way to memory and back. Once
// `limit` candidates are found, the score of the worst of them is the floor:
// the plan shrinks to what can reach it. Every bound is lossless; the choice
// of a way is one of cost only.
#include <algorithm>
#include <functional>
#include <queue>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/match/edit_distance.h"
#include "tm_store/match/index_generation.h"
#include "tm_store/match/index_state.h"
#include "tm_store/match/packed_characters.h"
#include "tm_store/match/score.h"
#include "tm_store/match/search_plan.h"
#include "tm_store/match/segment_index.h"

namespace presstm {
namespace {

// How much may be done between two looks at the deadline, in steps of the edit
// distance (64 cells each); some 2 ms.
constexpr int64_t kStepsBetweenChecks = 1'000'000;

struct Found {
  Candidate candidate;
  std::string characters;  // Packed. Orders and joins candidates.
};

class Search {
 public:
  Search(const SegmentView& query, const WordTable& words,
         const SearchOptions& options, const Deadline& deadline)
      : packed_(FindUnitIds(query.units, words), query),
        query_(packed_.view()),
        options_(options),
        deadline_(deadline),
        sketch_(SegmentSketch::Of(query_.units, query.characters,
                                  CountWords(query_.units))),
        unit_counts_(CountUnits(query_.units)),
        unit_pattern_(query_.units),
        character_pattern_(query.characters),
        floor_(options.threshold) {}

  absl::Status SearchIn(const IndexGeneration& generation);
  SearchResult Take() &&;

 private:
  using Ids = absl::Span<const uint32_t>;

  absl::Status FindSame(const IndexGeneration& generation);
  absl::Status VisitPieces(const IndexGeneration& generation, SearchWay way,
                           SearchPlan& plan);
  absl::Status VisitPiece(const IndexGeneration& generation,
                          const SearchPlan& plan, SearchWay way, int piece);
  void AddWanting(const SearchPlan& plan, absl::Span<const PlannedRun> runs,
                  SearchWay way, int piece, size_t place);
  void AddCandidates(Ids ids, SearchWay way);
  absl::Status ScanRuns(const IndexGeneration& generation,
                        const SearchPlan& plan);
  absl::Status ScanRun(const IndexGeneration& generation, const LengthRun& run);
  absl::Status CompareSieved(const IndexGeneration& generation,
                             size_t looked_at);
  bool CanReachFloor(const IndexGeneration& generation,
                     const SievedSegment& sieved) const;
  PairLengths LengthsOf(const SegmentSketch& segment) const;
  absl::Status Compare(const IndexGeneration& generation, uint32_t k);
  void Keep(const IndexGeneration& generation, uint32_t k, Candidate candidate);
  void RaiseFloor(int score);

  absl::Status CheckDeadline(int64_t steps) {
    steps_since_check_ += steps;
    if (steps_since_check_ < kStepsBetweenChecks) return absl::OkStatus();
    steps_since_check_ = 0;
    return deadline_.Check();
  }

  const PackedSegment packed_;
  const StoredSegment query_;
  const SearchOptions options_;
  const Deadline& deadline_;
  const SegmentSketch sketch_;
  const UnitCounts unit_counts_;
  const EditDistancePattern<UnitId> unit_pattern_;
  const EditDistancePattern<char32_t> character_pattern_;
  // The lowest score that may still come into the result.
  int floor_;
  // The best `limit` scores so far, worst on top.
  std::priority_queue<int, std::vector<int>, std::greater<int>> best_scores_;
  std::vector<Found> found_;
  std::vector<uint64_t> ticked_;  // A bit for each segment.
  std::vector<uint32_t> candidates_;
  std::vector<SievedSegment> sieved_;
  absl::flat_hash_set<uint32_t> seen_;  // In this generation.
  std::vector<char32_t> characters_;    // Of the segment compared.
  int64_t steps_since_check_ = 0;
  int64_t looked_at_ = 0;
  int64_t compared_ = 0;
};

absl::Status Search::SearchIn(const IndexGeneration& generation) {
  if (query_.units.empty()) return FindSame(generation);
  SearchPlan plan(query_, generation, floor_, options_.scan_below);
  if (plan.runs().empty()) return absl::OkStatus();
  seen_.clear();
  for (const SearchWay way : kWaysByPostings) {
    PRESSTM_RETURN_IF_ERROR(VisitPieces(generation, way, plan));
  }
  return ScanRuns(generation, plan);
}

// A text without text units matches only itself.
absl::Status Search::FindSame(const IndexGeneration& generation) {
  const size_t k = generation.Find(query_);
  if (k < generation.size() && generation.HasLiveRefs(k)) {
    Keep(generation, static_cast<uint32_t>(k), {.base_score = 100});
  }
  return absl::OkStatus();
}

// The rarest piece comes first: what it finds may raise the floor, and then
// fewer are needed.
absl::Status Search::VisitPieces(const IndexGeneration& generation,
                                 SearchWay way, SearchPlan& plan) {
  const QueryPieces* pieces = plan.pieces(way);
  if (pieces == nullptr) return absl::OkStatus();
  ticked_.clear();
  for (int k = 0; k < pieces->size(); ++k) {
    if (!plan.Wants(way, k)) break;
    if (HitsOf(way) > 1 && k == 0) {
      ticked_.resize(generation.size() / 64 + 1);
    }
    // Equal pieces stand together. To be hit twice, once each will do.
    if (HitsOf(way) == 1 && k > 0 &&
        (*pieces)[k].postings.ids().data() ==
            (*pieces)[k - 1].postings.ids().data()) {
      continue;
    }
    const int floor_before = floor_;
    PRESSTM_RETURN_IF_ERROR(VisitPiece(generation, plan, way, k));
    if (floor_ > floor_before) plan.Raise(floor_);
  }
  return absl::OkStatus();
}

// Of the postings only those count that lie between the first and the last run
// of a word class that wants the piece, and where these are many, only those
// that Wanting leaves.
absl::Status Search::VisitPiece(const IndexGeneration& generation,
                                const SearchPlan& plan, SearchWay way,
                                int piece) {
  const PostingList& postings = (*plan.pieces(way))[piece].postings;
  const absl::Span<const PlannedRun> runs = plan.runs();
  // Looking at a segment takes some times as long as ticking it off.
  const auto skip_from = static_cast<size_t>(
      HitsOf(way) == 1 ? options_.skip_from / 4 : options_.skip_from);
  candidates_.clear();
  size_t place = 0;
  for (auto run = runs.begin(); run != runs.end() && place < postings.size();) {
    const int word_class = run->run.word_class;
    size_t wanting = 0;
    const auto class_begin = run;
    uint32_t begin = 0;
    uint32_t end = 0;
    for (; run != runs.end() && run->run.word_class == word_class; ++run) {
      if (!run->Wants(way, piece)) continue;
      if (wanting++ == 0) begin = run->run.begin;
      end = run->run.end;
    }
    if (wanting == 0) continue;
    const size_t first = postings.CountBelow(begin, place);
    place = postings.CountBelow(end, first);
    if (place - first < skip_from * wanting) {
      AddCandidates(postings.ids().subspan(first, place - first), way);
    } else {
      AddWanting(plan, {class_begin, static_cast<size_t>(run - class_begin)},
                 way, piece, first);
    }
  }
  sieved_.clear();
  SieveCandidates(generation.sketches(), candidates_, sketch_, floor_, sieved_);
  return CompareSieved(generation, candidates_.size());
}

// `place`: where in the postings the runs begin, or before.
void Search::AddWanting(const SearchPlan& plan,
                        absl::Span<const PlannedRun> runs, SearchWay way,
                        int piece, size_t place) {
  const PostingList& postings = (*plan.pieces(way))[piece].postings;
  for (const PlannedRun& planned : runs) {
    if (!planned.Wants(way, piece)) continue;
    const auto [begin, end] = plan.Wanting(planned, piece);
    const size_t first = postings.CountBelow(begin, place);
    place = postings.CountBelow(end, first);
    AddCandidates(postings.ids().subspan(first, place - first), way);
  }
}

// Where segments must be hit twice, only those that were ticked off before;
// ticks off the rest.
void Search::AddCandidates(Ids ids, SearchWay way) {
  if (HitsOf(way) == 1) {
    candidates_.insert(candidates_.end(), ids.begin(), ids.end());
    return;
  }
  // Without branches: which ones were ticked off cannot be foreseen.
  const size_t before = candidates_.size();
  candidates_.resize(before + ids.size());
  uint32_t* next = candidates_.data() + before;
  uint64_t* const ticked = ticked_.data();
  for (const uint32_t k : ids) {
    uint64_t& word = ticked[k / 64];
    *next = k;
    next += (word >> (k % 64)) & 1;
    word |= uint64_t{1} << (k % 64);
  }
  candidates_.resize(static_cast<size_t>(next - candidates_.data()));
}

// Similar lengths first: they raise the floor soonest.
absl::Status Search::ScanRuns(const IndexGeneration& generation,
                              const SearchPlan& plan) {
  const auto m = static_cast<int>(query_.units.size());
  std::vector<const PlannedRun*> runs;
  for (const PlannedRun& planned : plan.runs()) {
    if (planned.way == SearchWay::kScan) runs.push_back(&planned);
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [m](const PlannedRun* a, const PlannedRun* b) {
                     return std::abs(a->run.length_text_units - m) <
                            std::abs(b->run.length_text_units - m);
                   });
  for (const PlannedRun* planned : runs) {
    PRESSTM_RETURN_IF_ERROR(ScanRun(generation, planned->run));
  }
  return absl::OkStatus();
}

absl::Status Search::ScanRun(const IndexGeneration& generation,
                             const LengthRun& run) {
  sieved_.clear();
  SieveRange(generation.sketches(), run.begin, run.end, sketch_, floor_,
             sieved_);
  return CompareSieved(generation, run.end - run.begin);
}

absl::Status Search::CompareSieved(const IndexGeneration& generation,
                                   size_t looked_at) {
  constexpr int64_t kPerStep = 4;
  looked_at_ += static_cast<int64_t>(looked_at);
  PRESSTM_RETURN_IF_ERROR(
      CheckDeadline(static_cast<int64_t>(looked_at) / kPerStep + 1));
  // Counts are fetched together, not one after the other.
  const absl::Span<const UnitCounts> counts = generation.unit_counts();
  for (const SievedSegment& sieved : sieved_) {
    const int32_t index = generation.sketches()[sieved.index].unit_counts_index;
    if (index >= 0) __builtin_prefetch(&counts[static_cast<size_t>(index)]);
  }
  for (const SievedSegment& sieved : sieved_) {
    if (CanReachFloor(generation, sieved) &&
        seen_.insert(sieved.index).second) {
      PRESSTM_RETURN_IF_ERROR(Compare(generation, sieved.index));
    }
  }
  return absl::OkStatus();
}

PairLengths Search::LengthsOf(const SegmentSketch& segment) const {
  return {.query_units = sketch_.length_text_units,
          .segment_units = segment.length_text_units,
          .query_characters = sketch_.length_characters,
          .segment_characters = segment.length_characters,
          .words = sketch_.words + segment.words};
}

bool Search::CanReachFloor(const IndexGeneration& generation,
                           const SievedSegment& sieved) const {
  const SegmentSketch& segment = generation.sketches()[sieved.index];
  int unit_distance = sieved.unit_distance;
  if (segment.unit_counts_index >= 0) {
    const auto index = static_cast<size_t>(segment.unit_counts_index);
    unit_distance =
        std::max(unit_distance,
                 MinDistance(unit_counts_, generation.unit_counts()[index]));
  }
  return ScoreCutoffs(LengthsOf(segment), floor_)
      .CanReach(unit_distance, sieved.character_distance);
}

absl::Status Search::Compare(const IndexGeneration& generation, uint32_t k) {
  const StoredSegment segment = generation.segments()[k];
  const PairLengths lengths = LengthsOf(generation.sketches()[k]);
  const ScoreCutoffs cutoffs(lengths, floor_);
  ++compared_;
  PRESSTM_RETURN_IF_ERROR(
      CheckDeadline((int64_t{lengths.query_characters} / 64 + 1) *
                    lengths.segment_characters));
  const int max_unit_distance = cutoffs.max_unit_distance();
  const int unit_distance =
      unit_pattern_.Distance(segment.units, max_unit_distance);
  if (unit_distance > max_unit_distance) return absl::OkStatus();
  const int max_character_distance =
      cutoffs.MaxCharacterDistance(unit_distance);
  if (max_character_distance < 0) return absl::OkStatus();
  UnpackCharacters(segment.characters, characters_);
  const int character_distance =
      character_pattern_.Distance(characters_, max_character_distance);
  // Beyond the cutoff the score is too low; with no unit changed it does not
  // depend on how far apart the characters are.
  if (unit_distance > 0 && character_distance > max_character_distance) {
    return absl::OkStatus();
  }
  const int score = BaseScore(lengths, unit_distance, character_distance);
  if (score < floor_ || !generation.HasLiveRefs(k)) return absl::OkStatus();
  Keep(generation, k,
       {.base_score = score,
        .unit_distance = unit_distance,
        .character_distance = character_distance});
  return absl::OkStatus();
}

void Search::Keep(const IndexGeneration& generation, uint32_t k,
                  Candidate candidate) {
  generation.AppendLiveRefs(k, candidate.refs);
  const absl::string_view characters = generation.segments()[k].characters;
  RaiseFloor(candidate.base_score);
  found_.push_back({std::move(candidate),
                    std::string(characters.data(), characters.size())});
}

void Search::RaiseFloor(int score) {
  best_scores_.push(score);
  if (best_scores_.size() > static_cast<size_t>(options_.limit)) {
    best_scores_.pop();
  }
  if (best_scores_.size() == static_cast<size_t>(options_.limit)) {
    floor_ = std::max(floor_, best_scores_.top());
  }
}

SearchResult Search::Take() && {
  std::erase_if(found_, [this](const Found& found) {
    return found.candidate.base_score < floor_;
  });
  std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
    if (a.candidate.base_score != b.candidate.base_score) {
      return a.candidate.base_score > b.candidate.base_score;
    }
    return a.characters < b.characters;
  });
  SearchResult result;
  result.complete_from = floor_;
  result.looked_at = looked_at_;
  result.compared = compared_;
  const std::string* previous = nullptr;
  for (Found& found : found_) {
    // The same segment may stand in several generations.
    if (previous != nullptr && *previous == found.characters) {
      auto& refs = result.candidates.back().refs;
      refs.insert(refs.end(), found.candidate.refs.begin(),
                  found.candidate.refs.end());
    } else {
      result.candidates.push_back(std::move(found.candidate));
    }
    previous = &found.characters;
  }
  return result;
}

}  // namespace

absl::StatusOr<SearchResult> IndexSnapshot::Search(
    const SegmentView& query, const SearchOptions& options,
    const Deadline& deadline) const {
  PRESSTM_RETURN_IF_ERROR(deadline.Check());
  class Search search(query, *state_->words, options, deadline);
  for (const GenerationPtr& generation : state_->generations) {
    PRESSTM_RETURN_IF_ERROR(search.SearchIn(*generation));
  }
  return std::move(search).Take();
}

}  // namespace presstm
