// The index answers by the score before penalties, the request asks for the
// best after them. Penalties only lower a score, so the index's score is an
// upper bound: candidates are scored in its order until no remaining one can
// come into the result. If the index's list ends before that, it is asked for
// a longer one. So the result is that of scoring every unit.
#include "tm_store/lookup.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "tm_store/base/status_macros.h"
#include "tm_store/match_scorer.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

// How many more candidates than matches are asked for at first: enough that
// penalties seldom call for a second round.
constexpr int kFirstExtra = 3;
constexpr int kGrowth = 4;
// Units fetched from the database at a time.
constexpr size_t kFetchBatch = 64;

struct MemoryIndex {
  SearchedMemory memory;
  IndexSnapshot snapshot;

  int penalty() const {
    return memory.memory.default_penalty + memory.request_penalty;
  }
};

// A candidate and the best it can become.
struct Prospect {
  Candidate candidate;
  const MemoryIndex* index = nullptr;

  // Only the same characters can make an exact match, and those rank first
  // whatever their memory takes off.
  bool may_be_exact() const { return candidate.character_distance == 0; }
  int best_score() const { return candidate.base_score - index->penalty(); }
  std::pair<bool, int> bound() const { return {may_be_exact(), best_score()}; }
};

class LookupRun {
 public:
  LookupRun(TmDatabase& database, const LookupRequest& request,
            const Deadline& deadline, Language source, Language target)
      : database_(database),
        request_(request),
        deadline_(deadline),
        source_(std::move(source)),
        target_(std::move(target)),
        scorer_(request_, source_, target_) {}

  absl::Status FindIndexes(const IndexRegistry& indexes);
  absl::StatusOr<LookupResponse> Run();

 private:
  // Asks the indexes for about `limit` candidates each; sets prospects_ and
  // complete_.
  absl::Status Search(int limit);
  // Scores prospects; returns whether the result is final.
  absl::StatusOr<bool> ScoreProspects();
  absl::Status ScoreOne(const Prospect& prospect);
  absl::Status ScoreRefs(const MemoryIndex& index,
                         absl::Span<const SegmentRef> refs);
  void RankMatches();
  bool CanStillMatter(const std::pair<bool, int>& bound) const;
  LookupResponse TakeResponse();

  TmDatabase& database_;
  const LookupRequest& request_;
  const Deadline& deadline_;
  const Language source_;
  const Language target_;
  const MatchScorer scorer_;
  std::vector<MemoryIndex> indexes_;
  std::vector<Prospect> prospects_;  // By bound, best first.
  // Every candidate whose bound is at least this is among prospects_.
  std::pair<bool, int> complete_from_;
  bool complete_ = false;  // No candidate was cut off.
  std::vector<RankedMatch> matches_;
  std::set<std::pair<const MemoryIndex*, SegmentRef>> scored_;
};

absl::Status LookupRun::FindIndexes(const IndexRegistry& indexes) {
  for (size_t k = 0; k < request_.memories.size(); ++k) {
    const MemorySelection& selection = request_.memories[k];
    const auto same_name = [&](const MemorySelection& other) {
      return other.name == selection.name;
    };
    const auto end = request_.memories.begin() + static_cast<long>(k);
    // Naming a memory twice does not show its units twice.
    if (std::find_if(request_.memories.begin(), end, same_name) != end) {
      continue;
    }
    PRESSTM_ASSIGN_OR_RETURN(Memory memory,
                             database_.GetMemory(selection.name));
    const MemoryId id = memory.id;
    if (auto snapshot = indexes.Snapshot(id, source_); snapshot.has_value()) {
      indexes_.push_back(
          {{std::move(memory), selection.penalty}, *std::move(snapshot)});
    }
  }
  return absl::OkStatus();
}

absl::Status LookupRun::Search(int limit) {
  prospects_.clear();
  complete_ = true;
  complete_from_ = {false, 0};
  const SegmentView query = {scorer_.query().units, scorer_.query().characters};
  for (const MemoryIndex& index : indexes_) {
    const int threshold = request_.threshold + index.penalty();
    if (threshold > 100) continue;  // Nothing of it can reach the request's.
    PRESSTM_ASSIGN_OR_RETURN(
        SearchResult result,
        index.snapshot.Search(query, {threshold, limit}, deadline_));
    if (result.complete_from > threshold) {
      complete_ = false;
      complete_from_ = std::max(
          complete_from_, {false, result.complete_from - index.penalty()});
    }
    for (Candidate& candidate : result.candidates) {
      prospects_.push_back({std::move(candidate), &index});
    }
  }
  std::stable_sort(prospects_.begin(), prospects_.end(),
                   [](const Prospect& a, const Prospect& b) {
                     return a.bound() > b.bound();
                   });
  return absl::OkStatus();
}

// Whether a candidate with this bound may come into the result, or change it.
bool LookupRun::CanStillMatter(const std::pair<bool, int>& bound) const {
  const auto limit = static_cast<size_t>(request_.limit);
  if (matches_.size() < limit) return true;
  // All exact ones count: together they decide whether they are ambiguous.
  if (bound.first) return true;
  const Match& worst = matches_[limit - 1].match;
  return worst.type == MatchType::kFuzzy && bound.second >= worst.score;
}

// Several variants of one unit in the source language give the same
// translation; the best one stands for them.
void LookupRun::RankMatches() {
  std::sort(matches_.begin(), matches_.end(), RanksBefore);
  std::set<std::pair<TranslationUnitId, size_t>> seen;
  std::erase_if(matches_, [&seen](const RankedMatch& ranked) {
    return !seen.insert({ranked.match.unit.id, ranked.target_position}).second;
  });
}

absl::StatusOr<bool> LookupRun::ScoreProspects() {
  bool exact_ones_are_done = false;
  const auto finish_exact_ones = [&] {
    if (!exact_ones_are_done) PenalizeAmbiguity(request_, matches_);
    exact_ones_are_done = true;
    RankMatches();
  };
  for (size_t k = 0; k < prospects_.size(); ++k) {
    const Prospect& prospect = prospects_[k];
    // From here on candidates are missing, of another memory perhaps.
    if (!complete_ && prospect.bound() < complete_from_) break;
    if (k == 0 || prospect.bound() != prospects_[k - 1].bound()) {
      RankMatches();
      if (!prospect.may_be_exact()) finish_exact_ones();
      if (!CanStillMatter(prospect.bound())) return true;
    }
    PRESSTM_RETURN_IF_ERROR(ScoreOne(prospect));
  }
  finish_exact_ones();
  return complete_ || !CanStillMatter({false, complete_from_.second - 1});
}

absl::Status LookupRun::ScoreOne(const Prospect& prospect) {
  absl::Span<const SegmentRef> refs = prospect.candidate.refs;
  while (!refs.empty()) {
    PRESSTM_RETURN_IF_ERROR(deadline_.Check());
    PRESSTM_RETURN_IF_ERROR(ScoreRefs(
        *prospect.index, refs.first(std::min(refs.size(), kFetchBatch))));
    refs.remove_prefix(std::min(refs.size(), kFetchBatch));
  }
  return absl::OkStatus();
}

absl::Status LookupRun::ScoreRefs(const MemoryIndex& index,
                                  absl::Span<const SegmentRef> refs) {
  std::vector<SegmentRef> fresh;
  std::vector<TranslationUnitId> ids;
  for (const SegmentRef& ref : refs) {
    if (!scored_.insert({&index, ref}).second) continue;
    fresh.push_back(ref);
    ids.push_back({ref.unit});
  }
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<TranslationUnit> units,
                           database_.GetUnits(ids));
  for (const SegmentRef& ref : fresh) {
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [&ref](const TranslationUnit& candidate) {
                                     return candidate.id.value == ref.unit;
                                   });
    const auto position = static_cast<size_t>(ref.variant);
    // A unit changed since the snapshot is scored as it is now.
    if (unit == units.end() || position >= unit->variants.size()) continue;
    for (RankedMatch& match : scorer_.Score(*unit, position, index.memory)) {
      matches_.push_back(std::move(match));
    }
  }
  return absl::OkStatus();
}

LookupResponse LookupRun::TakeResponse() {
  LookupResponse response;
  for (RankedMatch& ranked : matches_) {
    if (response.matches.size() == static_cast<size_t>(request_.limit)) break;
    scorer_.AddDifferences(ranked.match);
    response.matches.push_back(std::move(ranked.match));
  }
  return response;
}

absl::StatusOr<LookupResponse> LookupRun::Run() {
  for (int limit = request_.limit + kFirstExtra;; limit *= kGrowth) {
    PRESSTM_RETURN_IF_ERROR(Search(limit));
    PRESSTM_ASSIGN_OR_RETURN(const bool is_final, ScoreProspects());
    if (is_final) return TakeResponse();
  }
}

}  // namespace

absl::StatusOr<LookupResponse> RunLookup(TmDatabase& database,
                                         const IndexRegistry& indexes,
                                         const LookupRequest& request,
                                         const Deadline& deadline) {
  PRESSTM_RETURN_IF_ERROR(deadline.Check());
  PRESSTM_ASSIGN_OR_RETURN(Language source,
                           ParseLanguage(request.source_language));
  PRESSTM_ASSIGN_OR_RETURN(Language target,
                           ParseLanguage(request.target_language));
  LookupRun run(database, request, deadline, std::move(source),
                std::move(target));
  PRESSTM_RETURN_IF_ERROR(run.FindIndexes(indexes));
  return run.Run();
}

}  // namespace presstm
