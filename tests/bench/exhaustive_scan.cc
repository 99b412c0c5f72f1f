#include "tests/bench/exhaustive_scan.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tm_store/match/edit_distance.h"
#include "tm_store/match/score.h"

namespace presstm {
namespace {

class Scan {
 public:
  Scan(const SegmentView& query, const SearchOptions& options)
      : limit_(static_cast<size_t>(options.limit)),
        unit_pattern_(query.units),
        character_pattern_(query.characters),
        floor_(options.threshold) {}

  void Compare(size_t k, const SegmentView& segment) {
    const PairLengths lengths = {
        .query_units = static_cast<int>(unit_pattern_.size()),
        .segment_units = static_cast<int>(segment.units.size()),
        .query_characters = static_cast<int>(character_pattern_.size()),
        .segment_characters = static_cast<int>(segment.characters.size())};
    const ScoreCutoffs cutoffs(lengths, floor_);
    const int max_units = cutoffs.max_unit_distance();
    if (max_units < 0) return;
    const int units = unit_pattern_.Distance(segment.units, max_units);
    if (units > max_units) return;
    const int max_characters = cutoffs.MaxCharacterDistance(units);
    if (max_characters < 0) return;
    const int characters =
        character_pattern_.Distance(segment.characters, max_characters);
    // With no unit changed the score does not depend on the characters.
    if (units > 0 && characters > max_characters) return;
    const int score = BaseScore(lengths, units, characters);
    if (score < floor_) return;
    found_.emplace_back(k, score);
    RaiseFloor(score, segment.characters);
  }

  ScanResult Take() && {
    ScanResult result{.floor = floor_};
    for (const auto& [k, score] : found_) {
      if (score >= floor_) result.scores.emplace(k, score);
    }
    return result;
  }

 private:
  using Characters = absl::Span<const char32_t>;

  // Equal segments count once, as they do in the index.
  void RaiseFloor(int score, Characters characters) {
    const auto place =
        std::find_if(best_.begin(), best_.end(),
                     [&](const auto& best) { return best.first < score; });
    const bool known = std::any_of(best_.begin(), place, [&](const auto& best) {
      return best.second == characters;
    });
    if (known) return;
    best_.insert(place, {score, characters});
    if (best_.size() > limit_) best_.pop_back();
    if (best_.size() == limit_) floor_ = std::max(floor_, best_.back().first);
  }

  const size_t limit_;
  const EditDistancePattern<TextUnit> unit_pattern_;
  const EditDistancePattern<char32_t> character_pattern_;
  int floor_;
  std::vector<std::pair<size_t, int>> found_;
  std::vector<std::pair<int, Characters>> best_;  // Best first.
};

}  // namespace

ScanResult ExhaustiveScan(const Corpus& corpus, size_t count,
                          const SegmentView& query,
                          const SearchOptions& options) {
  Scan scan(query, options);
  for (size_t k = 0; k < count; ++k) scan.Compare(k, corpus[k]);
  return std::move(scan).Take();
}

bool Agree(const SearchResult& found, const ScanResult& expected,
           const SearchOptions& options) {
  std::map<size_t, int> scores;
  for (const Candidate& candidate : found.candidates) {
    for (const SegmentRef& ref : candidate.refs) {
      if (!scores.emplace(ref.unit, candidate.base_score).second) return false;
    }
  }
  // Only the limit may have cut the list off.
  if (found.complete_from > options.threshold &&
      scores.size() < static_cast<size_t>(options.limit)) {
    return false;
  }
  const int floor = std::max(found.complete_from, expected.floor);
  const auto below = [floor](const auto& item) { return item.second < floor; };
  std::erase_if(scores, below);
  std::map<size_t, int> wanted = expected.scores;
  std::erase_if(wanted, below);
  return scores == wanted;
}

}  // namespace presstm
