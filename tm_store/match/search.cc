// The search scans the segments whose length allows the score, the most
// similar lengths first, and discards most of them by bounds on the distance
// in text units before computing it: the lengths, the 128-bit signatures, the
// lengths in characters, and for long segments the counts of unit classes. Once
// `limit` candidates are found, the score of the worst of them replaces the
// threshold. Postings of rare units would visit fewer segments, but only this
// scan is lossless at every threshold.
#include <algorithm>
#include <functional>
#include <queue>

#include "tm_store/base/status_macros.h"
#include "tm_store/match/edit_distance.h"
#include "tm_store/match/index_generation.h"
#include "tm_store/match/score.h"
#include "tm_store/match/segment_index.h"

namespace presstm {
namespace {

// How much comparing may go on between two looks at the deadline, in steps of
// the edit distance (64 cells each); some 2 ms.
constexpr int64_t kStepsBetweenChecks = 1'000'000;

struct Found {
  Candidate candidate;
  std::vector<char32_t> characters;  // Orders and joins candidates.
};

class Search {
 public:
  Search(const SegmentView& query, const SearchOptions& options,
         const Deadline& deadline)
      : query_(query),
        options_(options),
        deadline_(deadline),
        signature_(UnitSignature::Of(query.units)),
        counts_(UnitCounts::Of(query.units)),
        unit_pattern_(query.units),
        character_pattern_(query.characters),
        floor_(options.threshold) {}

  absl::Status Scan(const IndexGeneration& generation) {
    // Similar lengths first: they raise the floor soonest.
    const absl::Span<const LengthRun> runs = generation.runs();
    const auto m = static_cast<int>(query_.units.size());
    auto right = std::lower_bound(runs.begin(), runs.end(), m,
                                  [](const LengthRun& run, int length) {
                                    return run.length_text_units < length;
                                  });
    auto left = right;
    while (left != runs.begin() || right != runs.end()) {
      const bool take_right =
          left == runs.begin() ||
          (right != runs.end() && right->length_text_units - m <=
                                      m - std::prev(left)->length_text_units);
      const LengthRun& run = take_right ? *right++ : *--left;
      PRESSTM_RETURN_IF_ERROR(ScanRun(generation, run));
    }
    return absl::OkStatus();
  }

  SearchResult Take() &&;

 private:
  // A text without units matches only texts without units.
  bool LengthsCanMatch(int length) const {
    return (length == 0) == query_.units.empty();
  }

  absl::Status ScanRun(const IndexGeneration& generation,
                       const LengthRun& run) {
    if (!LengthsCanMatch(run.length_text_units)) return absl::OkStatus();
    const PairLengths lengths = {
        .query_units = static_cast<int>(query_.units.size()),
        .segment_units = run.length_text_units,
        .query_characters = static_cast<int>(query_.characters.size())};
    const int max_distance = MaxUnitDistanceAtAnyLength(lengths, floor_);
    // Where one sequence is longer by d, d edits only add to the other.
    const int longer = lengths.segment_units - lengths.query_units;
    const SignatureLimits limits = {
        .query_bits = max_distance - std::max(0, longer),
        .segment_bits = max_distance - std::max(0, -longer)};
    if (limits.query_bits < 0 || limits.segment_bits < 0) {
      return absl::OkStatus();
    }
    survivors_.clear();
    ScanSignatures(
        generation.signatures().subspan(run.begin, run.end - run.begin),
        signature_, limits, run.begin, survivors_);
    PRESSTM_RETURN_IF_ERROR(CheckDeadline((run.end - run.begin) / 16 + 1));
    for (const uint32_t k : survivors_) {
      PRESSTM_RETURN_IF_ERROR(Consider(generation, k));
    }
    return absl::OkStatus();
  }

  absl::Status Consider(const IndexGeneration& generation, size_t k) {
    const PairLengths lengths = {
        .query_units = static_cast<int>(query_.units.size()),
        .segment_units = generation.length_in_units(k),
        .query_characters = static_cast<int>(query_.characters.size()),
        .segment_characters = generation.length_in_characters(k)};
    const ScoreCutoffs cutoffs(lengths, floor_);
    const int max_unit_distance = cutoffs.max_unit_distance();
    const UnitSignature& signature = generation.signatures()[k];
    const int longer = lengths.segment_units - lengths.query_units;
    if (signature_.BitsMissingIn(signature) + std::max(0, longer) >
            max_unit_distance ||
        signature.BitsMissingIn(signature_) + std::max(0, -longer) >
            max_unit_distance) {
      return absl::OkStatus();
    }
    if (const UnitCounts* counts = generation.unit_counts(k);
        counts != nullptr &&
        std::max(counts_.UnitsMissingIn(*counts),
                 counts->UnitsMissingIn(counts_)) > max_unit_distance) {
      return absl::OkStatus();
    }
    return Compare(generation, k, lengths, cutoffs);
  }

  absl::Status Compare(const IndexGeneration& generation, size_t k,
                       const PairLengths& lengths,
                       const ScoreCutoffs& cutoffs) {
    const SegmentView segment = generation.segment(k);
    ++compared_;
    PRESSTM_RETURN_IF_ERROR(CheckDeadline(
        CostOf(lengths.query_characters, lengths.segment_characters)));
    const int max_unit_distance = cutoffs.max_unit_distance();
    const int unit_distance =
        unit_pattern_.Distance(segment.units, max_unit_distance);
    if (unit_distance > max_unit_distance) return absl::OkStatus();
    const int max_character_distance =
        cutoffs.MaxCharacterDistance(unit_distance);
    if (max_character_distance < 0) return absl::OkStatus();
    const int character_distance =
        character_pattern_.Distance(segment.characters, max_character_distance);
    // Beyond the cutoff the score is too low; with no unit changed it does
    // not depend on how far apart the characters are.
    if (unit_distance > 0 && character_distance > max_character_distance) {
      return absl::OkStatus();
    }
    const int score = BaseScore(lengths, unit_distance, character_distance);
    if (score < floor_ || !generation.HasLiveRefs(k)) return absl::OkStatus();
    found_.push_back({{.base_score = score,
                       .unit_distance = unit_distance,
                       .character_distance = character_distance,
                       .refs = generation.LiveRefs(k)},
                      {segment.characters.begin(), segment.characters.end()}});
    RaiseFloor(score);
    return absl::OkStatus();
  }

  void RaiseFloor(int score) {
    best_scores_.push(score);
    if (best_scores_.size() > static_cast<size_t>(options_.limit)) {
      best_scores_.pop();
    }
    if (best_scores_.size() == static_cast<size_t>(options_.limit)) {
      floor_ = std::max(floor_, best_scores_.top());
    }
  }

  static int64_t CostOf(int rows, int columns) {
    return (int64_t{rows} / 64 + 1) * columns;
  }

  absl::Status CheckDeadline(int64_t steps) {
    steps_since_check_ += steps;
    if (steps_since_check_ < kStepsBetweenChecks) return absl::OkStatus();
    steps_since_check_ = 0;
    return deadline_.Check();
  }

  const SegmentView query_;
  const SearchOptions options_;
  const Deadline& deadline_;
  const UnitSignature signature_;
  const UnitCounts counts_;
  const EditDistancePattern<TextUnit> unit_pattern_;
  const EditDistancePattern<char32_t> character_pattern_;
  // The lowest score that may still come into the result.
  int floor_;
  // The best `limit` scores so far, worst on top.
  std::priority_queue<int, std::vector<int>, std::greater<int>> best_scores_;
  std::vector<Found> found_;
  std::vector<uint32_t> survivors_;  // Of the run being scanned.
  int64_t steps_since_check_ = 0;
  int64_t compared_ = 0;
};

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
  result.compared = compared_;
  const std::vector<char32_t>* previous = nullptr;
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
  class Search search(query, options, deadline);
  for (const auto& generation : generations_) {
    PRESSTM_RETURN_IF_ERROR(search.Scan(*generation));
  }
  return std::move(search).Take();
}

}  // namespace presstm
