// The index answers by the score before penalties, the request asks for the
// best after them. Penalties only lower a score, so the index's score is an
// upper bound: candidates are scored in its order until no remaining one can
// come into the result. If the index's list ends before that, it is asked for
// a longer one. So the result is that of scoring every unit.
//
// A pivot begins with the same candidates. Its bound is known once the first
// unit is compared, less than the candidate's by the penalty for pivots: it
// waits in a heap until candidates have come down to it, and its second unit
// is looked for only if it can still come into the result then.
//
// A filter lets candidates fall out only after their unit was read, mostly
// after its first row. Selective filters make for longer lists, which grow by
// a factor, so that all rounds together cost little more than the last.
#include "tm_store/lookup_run.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/segment_refs.h"

namespace presstm {
namespace {

// How many more candidates than matches are asked for at first: enough that
// penalties seldom call for a second round; more where a filter is set.
constexpr int kFirstExtra = 3;
constexpr int kFirstFactorWithFilter = 4;
constexpr int kGrowth = 4;

int FirstLimit(const LookupRequest& settings) {
  const int limit = settings.limit + kFirstExtra;
  return settings.filter == LookupFilter() ? limit
                                           : limit * kFirstFactorWithFilter;
}

}  // namespace

LookupRun::LookupRun(const LookupInput& input, const LookupQuery& query,
                     const Deadline& deadline)
    : settings_(input.settings),
      deadline_(deadline),
      scorer_(input.settings, query, input.source, input.target),
      pivots_(!input.pivots.empty()),
      units_(input.database, input.settings.filter, deadline),
      pivot_search_(input.pivots, input.memories, input.indexes, units_,
                    deadline) {
  for (const SearchedMemory& memory : input.memories) {
    auto snapshot = input.indexes.Snapshot(memory.memory->id, input.source);
    if (!snapshot.has_value()) continue;
    indexes_.push_back({&memory, *std::move(snapshot)});
    const MemoryId id = memory.memory->id;
    best_closeness_ = std::max(
        best_closeness_,
        scorer_.BestCloseness(*input.indexes.LanguagesLike(id, input.source),
                              *input.indexes.LanguagesLike(id, input.target)));
  }
}

absl::Status LookupRun::Search(int limit) {
  prospects_.clear();
  complete_ = true;
  complete_from_ = {};
  const SegmentView query = {scorer_.query_units().units,
                             scorer_.query_units().characters};
  for (const SourceIndex& index : indexes_) {
    const int penalty = index.memory->penalty();
    const int wanted = settings_.threshold + penalty;
    if (wanted > 100) continue;  // Nothing of it can reach the request's.
    const int threshold = wanted - scorer_.MostAboveBaseScore();
    PRESSTM_ASSIGN_OR_RETURN(
        SearchResult result,
        index.snapshot.Search(query, {threshold, limit}, deadline_));
    if (result.complete_from > threshold) {
      complete_ = false;
      const int score =
          result.complete_from + scorer_.MostAboveBaseScore() - penalty;
      complete_from_ = std::max(complete_from_, {.score = score});
    }
    for (Candidate& candidate : result.candidates) {
      AddProspects(std::move(candidate), *index.memory);
    }
  }
  std::stable_sort(
      prospects_.begin(), prospects_.end(),
      [](const Prospect& a, const Prospect& b) { return a.bound > b.bound; });
  return absl::OkStatus();
}

// Apart those with the numbers of the query from those with others, which the
// index takes for the same: there may be thousands that differ in nothing else.
void LookupRun::AddProspects(Candidate candidate,
                             const SearchedMemory& memory) {
  std::vector<SegmentRef>& same = candidate.refs;
  const auto first_other =
      std::partition(same.begin(), same.end(), [this](const SegmentRef& ref) {
        return ref.values_hash == scorer_.query_values_hash();
      });
  std::vector<SegmentRef> others(first_other, same.end());
  same.erase(first_other, same.end());
  const auto add = [&](std::vector<SegmentRef>& refs, bool same_values) {
    if (refs.empty()) return;
    const Bound bound = {
        .may_be_exact = same_values && !settings_.exclude_exact &&
                        candidate.character_distance == 0,
        .score = scorer_.BestScore(candidate, same_values) - memory.penalty()};
    prospects_.push_back({std::move(refs), &memory, bound});
  };
  add(same, /*same_values=*/true);
  add(others, /*same_values=*/false);
}

bool LookupRun::IsFull() const {
  return matches_.size() >= static_cast<size_t>(settings_.limit);
}

// Whether a match with this bound may come into the result, or change it.
bool LookupRun::CanStillMatter(const Bound& bound) const {
  if (!IsFull()) return true;
  // All exact ones count: together they decide whether they are ambiguous.
  if (bound.may_be_exact) return true;
  return worst().type == MatchType::kFuzzy && bound.score >= worst().score;
}

// Once the exact ones are settled, what has fallen out of the result stays
// out: a new match ends at most one old one as its repetition.
void LookupRun::RankMatches() {
  PutInOrder(matches_);
  if (exact_ones_are_settled_ && IsFull()) {
    matches_.erase(matches_.begin() + settings_.limit, matches_.end());
  }
  worst_rank_.reset();
  if (IsFull()) worst_rank_ = RankOf(worst());
}

absl::Status LookupRun::SettleDownTo(const Bound& bound) {
  if (!bound.may_be_exact && !exact_ones_are_settled_) {
    PenalizeAmbiguity(settings_, matches_);
    exact_ones_are_settled_ = true;
  }
  RankMatches();
  if (bound.may_be_exact) return absl::OkStatus();
  return FollowPivotsDownTo(bound.score);
}

absl::Status LookupRun::FollowPivotsDownTo(int score) {
  while (!pivot_prospects_.empty() && pivot_prospects_.front().score >= score) {
    if (!CanStillMatter({.score = pivot_prospects_.front().score})) {
      pivot_prospects_.clear();  // Nor can any of the others.
      return absl::OkStatus();
    }
    std::pop_heap(pivot_prospects_.begin(), pivot_prospects_.end());
    const auto source = std::move(pivot_prospects_.back().source);
    pivot_prospects_.pop_back();
    PRESSTM_RETURN_IF_ERROR(deadline_.Check());
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<PivotLink> links,
                             pivot_search_.FindLinks(*source->stored.unit));
    for (const PivotLink& link : links) {
      scorer_.ScorePivot(source, link, matches_);
    }
    if (!links.empty()) RankMatches();
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> LookupRun::ScoreProspects() {
  absl::Span<const Prospect> left = prospects_;
  while (!left.empty()) {
    const Bound bound = left.front().bound;
    // From here on candidates are missing, of another memory perhaps.
    if (!complete_ && bound < complete_from_) break;
    PRESSTM_RETURN_IF_ERROR(SettleDownTo(bound));
    if (!CanStillMatter(bound)) return true;
    const auto end = std::find_if(
        left.begin(), left.end(),
        [&bound](const Prospect& next) { return next.bound != bound; });
    const auto count = static_cast<size_t>(end - left.begin());
    PRESSTM_RETURN_IF_ERROR(ScoreTied(left.first(count)));
    left.remove_prefix(count);
  }
  const Bound rest = {.score = complete_ ? 0 : complete_from_.score - 1};
  PRESSTM_RETURN_IF_ERROR(SettleDownTo(rest));
  return complete_ || !CanStillMatter(rest);
}

// A text may be stored a thousand times, and reading a unit costs more than
// all the rest. So the newest are read first, and whether the others can still
// matter is asked as the number read grows; and of each whether the text it has
// can.
absl::Status LookupRun::ScoreTied(absl::Span<const Prospect> tied) {
  std::vector<TiedRef> refs;
  for (const Prospect& prospect : tied) {
    for (const SegmentRef& ref : prospect.refs) {
      refs.push_back({ref, prospect.memory});
    }
  }
  std::make_heap(refs.begin(), refs.end());
  size_t next_question = 0;
  for (size_t count = 0; !refs.empty(); ++count) {
    std::pop_heap(refs.begin(), refs.end());
    const TiedRef next = refs.back();
    const auto& [ref, memory] = next;
    refs.pop_back();
    if (count == next_question) {
      if (IsSettledFrom(ref, tied.front().bound)) return absl::OkStatus();
      next_question += std::max<size_t>(1, count / 2);
    }
    if (IsSettledByText(next, tied.front().bound)) continue;
    if (!scored_.insert({ref.unit, ref.variant}).second) continue;
    PRESSTM_RETURN_IF_ERROR(ScoreRef(ref, *memory));
  }
  return absl::OkStatus();
}

// Of exact matches with all points, one with another target takes points off
// all. One point, once it is known to be due, leaves the order as it is: those
// below have lost theirs already.
bool LookupRun::AmbiguityMayReorder(int score) const {
  const int points = settings_.penalties.ambiguous;
  if (points == 0) return false;
  if (score == 100) return points > 1 || !AreAmbiguous(matches_);
  return std::any_of(matches_.begin(), matches_.end(), HasAllPoints);
}

bool LookupRun::IsSettledFrom(const SegmentRef& ref, const Bound& bound) {
  if (!IsFull()) return false;
  RankMatches();
  if (!IsFull()) return false;
  if (bound.may_be_exact && AmbiguityMayReorder(bound.score)) return false;
  return RankOf(worst()) > scorer_.BestRank(ref, bound.may_be_exact,
                                            bound.score, best_closeness_);
}

bool LookupRun::IsSettledByText(const TiedRef& tied, const Bound& bound) const {
  if (!worst_rank_.has_value()) return false;
  const auto known = text_bounds_.find({tied.ref.text_hash, tied.memory});
  if (known == text_bounds_.end() || known->second.may_be_exact) return false;
  // Exact matches may turn out to be ambiguous, and then to be none.
  if (bound.may_be_exact &&
      100 - settings_.penalties.ambiguous < settings_.threshold) {
    return false;
  }
  const int score = std::min(bound.score, known->second.score);
  return *worst_rank_ > scorer_.BestRank(tied.ref, /*may_be_exact=*/false,
                                         score, best_closeness_);
}

absl::Status LookupRun::ScoreRef(const SegmentRef& ref,
                                 const SearchedMemory& memory) {
  PRESSTM_ASSIGN_OR_RETURN(auto unit, units_.Find(ref.unit));
  const auto position = static_cast<size_t>(ref.variant);
  // A unit changed since the index was taken is scored as it is now.
  if (unit == nullptr || position >= unit->variants.size()) {
    return absl::OkStatus();
  }
  const bool has_target = scorer_.HasTarget(*unit, position);
  if (!has_target && !pivots_) return absl::OkStatus();
  const auto source = scorer_.Compare({std::move(unit), position, &memory});
  if (source == nullptr) return absl::OkStatus();
  if (ref.text_hash == HashText(source->stored.variant().segment.text)) {
    text_bounds_[{ref.text_hash, &memory}] = {
        .may_be_exact = source->surface.identical,
        .score = scorer_.BestScore(*source) - memory.penalty()};
  }
  if (has_target) {
    scorer_.ScoreDirect(source, matches_);
    return absl::OkStatus();
  }
  const int best = scorer_.BestPivotScore(*source);
  if (best >= settings_.threshold) {
    pivot_prospects_.push_back({source, best});
    std::push_heap(pivot_prospects_.begin(), pivot_prospects_.end());
  }
  return absl::OkStatus();
}

LookupResponse LookupRun::TakeResponse() {
  LookupResponse response;
  const size_t count =
      std::min(matches_.size(), static_cast<size_t>(settings_.limit));
  response.matches.reserve(count);
  for (size_t k = 0; k < count; ++k) {
    response.matches.push_back(ToMatch(matches_[k]));
    scorer_.AddDifferences(matches_[k], response.matches.back());
  }
  return response;
}

absl::StatusOr<LookupResponse> LookupRun::Run() {
  LookupTimes times;
  absl::Time time = absl::Now();
  const auto take_time = [&time](absl::Duration& stage) {
    const absl::Time now = absl::Now();
    stage += now - std::exchange(time, now);
  };
  for (int limit = FirstLimit(settings_);; limit *= kGrowth) {
    PRESSTM_RETURN_IF_ERROR(Search(limit));
    take_time(times.search);
    PRESSTM_ASSIGN_OR_RETURN(const bool is_final, ScoreProspects());
    take_time(times.score);
    if (!is_final) continue;
    LookupResponse response = TakeResponse();
    take_time(times.score);
    response.times = times;
    return response;
  }
}

}  // namespace presstm
