// A segment that reaches the floor, the lowest score still wanted, can lack
// only so many of the query's text units. So it holds at least one of any
// larger number of them: of the rarest, whose postings are short (the
// pigeonhole principle; "prefix filtering" in Bayardo et al. 2007, "Scaling up
// all pairs similarity search"). Where those postings are too long, or the
// query is so short or the floor so low that there are not enough units, all
// segments of the lengths in question are scanned.
//
// Either way most segments are discarded by bounds on the distance in text
// units before computing it: the lengths, the 128-bit signatures, the lengths
// in characters, and for long segments the counts of unit classes. Once
// `limit` candidates are found, the score of the worst of them is the floor.
// Every bound is lossless; the choice between postings and scan is one of
// cost only.
#include <algorithm>
#include <functional>
#include <map>
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
        floor_(options.threshold) {
    std::map<TextUnit, int> occurrences;
    for (const TextUnit unit : query.units) ++occurrences[unit];
    query_units_.assign(occurrences.begin(), occurrences.end());
  }

  absl::Status SearchIn(const IndexGeneration& generation) {
    const Window window = FindWindow(generation);
    if (window.runs.empty()) return absl::OkStatus();
    const std::vector<Postings> rare = SelectRareUnits(generation, window);
    size_t postings_count = 0;
    for (const Postings& postings : rare) postings_count += postings.size();
    // A posting costs as much as scanning this many signatures: it jumps.
    constexpr size_t kPostingCost = 6;
    return rare.empty() || postings_count * kPostingCost > window.size()
               ? Scan(generation, window)
               : Visit(generation, window, rare);
  }

  SearchResult Take() &&;

 private:
  // A text without units matches only texts without units.
  bool LengthsCanMatch(int length) const {
    return (length == 0) == query_.units.empty();
  }

  using Postings = absl::Span<const uint32_t>;

  // The lengths in text units that can reach the floor.
  struct Window {
    absl::Span<const LengthRun> runs;
    // The most text units of the query that such a segment can lack.
    int max_missing = -1;

    size_t size() const { return runs.back().end - runs.front().begin; }
  };

  // How far apart signatures may be; negative if a length is out of reach.
  SignatureLimits LimitsFor(int length) const {
    if (!LengthsCanMatch(length)) return {-1, -1};
    const auto m = static_cast<int>(query_.units.size());
    const int max_distance = MaxUnitDistanceAtAnyLength(
        {.query_units = m,
         .segment_units = length,
         .query_characters = static_cast<int>(query_.characters.size())},
        floor_);
    // Where one sequence is longer by d, d edits only add to the other.
    return {.query_bits = max_distance - std::max(0, length - m),
            .segment_bits = max_distance - std::max(0, m - length)};
  }

  // The first run of at least the query's length.
  absl::Span<const LengthRun>::iterator FindOwnLength(
      absl::Span<const LengthRun> runs) const {
    return std::lower_bound(
        runs.begin(), runs.end(), query_.units.size(),
        [](const LengthRun& run, size_t length) {
          return static_cast<size_t>(run.length_text_units) < length;
        });
  }

  // The window is found from the query's length m outwards; where one length
  // cannot match, none beyond it can. Shorter ones: the largest distance D
  // depends on m alone, and D - (m - n) falls with n. Longer ones: D is
  // floor(h(n)) with h concave and h(0) = 0 whatever the segment's length in
  // characters, so h(n) < n - m gives for n' > n
  // h(n') <= h(n) * n' / n < n' - m * n' / n <= n' - m.
  Window FindWindow(const IndexGeneration& generation) const {
    const absl::Span<const LengthRun> runs = generation.runs();
    const auto middle = FindOwnLength(runs);
    int max_missing = -1;
    const auto can_match = [&](const LengthRun& run) {
      const SignatureLimits limits = LimitsFor(run.length_text_units);
      if (limits.query_bits < 0 || limits.segment_bits < 0) return false;
      max_missing = std::max(max_missing, limits.query_bits);
      return true;
    };
    auto last = middle;
    while (last != runs.end() && can_match(*last)) ++last;
    auto first = middle;
    while (first != runs.begin() && can_match(*std::prev(first))) --first;
    return {runs.subspan(static_cast<size_t>(first - runs.begin()),
                         static_cast<size_t>(last - first)),
            max_missing};
  }

  // Scans the whole window, similar lengths first: they raise the floor
  // soonest.
  absl::Status Scan(const IndexGeneration& generation, const Window& window) {
    const auto m = static_cast<int>(query_.units.size());
    const auto begin = window.runs.begin();
    const auto end = window.runs.end();
    auto right = FindOwnLength(window.runs);
    auto left = right;
    while (left != begin || right != end) {
      const bool take_right =
          left == begin ||
          (right != end && right->length_text_units - m <=
                               m - std::prev(left)->length_text_units);
      const LengthRun& run = take_right ? *right++ : *--left;
      PRESSTM_RETURN_IF_ERROR(ScanRun(generation, run));
    }
    return absl::OkStatus();
  }

  absl::Status ScanRun(const IndexGeneration& generation,
                       const LengthRun& run) {
    const SignatureLimits limits = LimitsFor(run.length_text_units);
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

  // Returns the postings, within the window, of so many of the query's units
  // that a segment with none of them lacks more than it may; the shortest
  // ones. Nothing if even all of them are not enough.
  std::vector<Postings> SelectRareUnits(const IndexGeneration& generation,
                                        const Window& window) const {
    if (generation.postings().empty()) return {};
    std::vector<std::pair<Postings, int>> lists;  // With occurrences.
    for (const auto& [unit, occurrences] : query_units_) {
      const Postings all = generation.postings().Find(unit);
      const auto begin =
          std::lower_bound(all.begin(), all.end(), window.runs.front().begin);
      const auto end =
          std::lower_bound(begin, all.end(), window.runs.back().end);
      lists.emplace_back(Postings(begin, static_cast<size_t>(end - begin)),
                         occurrences);
    }
    std::sort(lists.begin(), lists.end(), [](const auto& a, const auto& b) {
      return a.first.size() * static_cast<size_t>(b.second) <
             b.first.size() * static_cast<size_t>(a.second);
    });
    std::vector<Postings> selected;
    int lacking = 0;
    for (const auto& [postings, occurrences] : lists) {
      selected.push_back(postings);
      lacking += occurrences;
      if (lacking > window.max_missing) return selected;
    }
    return {};
  }

  absl::Status Visit(const IndexGeneration& generation, const Window& window,
                     const std::vector<Postings>& postings) {
    const uint32_t first = window.runs.front().begin;
    std::vector<bool> visited(window.size());
    for (const Postings& list : postings) {
      PRESSTM_RETURN_IF_ERROR(CheckDeadline(static_cast<int64_t>(list.size())));
      for (const uint32_t k : list) {
        if (visited[k - first]) continue;
        visited[k - first] = true;
        const UnitSignature& signature = generation.signatures()[k];
        if (signature_.BitsMissingIn(signature) > window.max_missing) continue;
        PRESSTM_RETURN_IF_ERROR(Consider(generation, k));
      }
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
  std::vector<std::pair<TextUnit, int>> query_units_;  // With occurrences.
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
    PRESSTM_RETURN_IF_ERROR(search.SearchIn(*generation));
  }
  return std::move(search).Take();
}

}  // namespace presstm
