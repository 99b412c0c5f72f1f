#include "tm_store/match_scorer.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "tm_store/match/score.h"
#include "tm_store/match_differences.h"
#include "tm_store/segment_refs.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr int kNoCutoff = std::numeric_limits<int>::max() / 4;
// What a match can have at most that is not identical, or not direct.
constexpr int kBestInexactScore = 99;

// Whether two neighbouring texts are the same sentence. Unknown ones are not.
bool SameNeighbour(const std::string& asked, const std::string& stored) {
  return !asked.empty() && !stored.empty() &&
         ToNfc(absl::StripAsciiWhitespace(asked)) ==
             ToNfc(absl::StripAsciiWhitespace(stored));
}

MatchType TypeOfExact(bool same_previous, bool same_next, bool same_key) {
  const int same = int{same_previous} + int{same_next} + int{same_key};
  return same >= 2   ? MatchType::kDoubleContext
         : same == 1 ? MatchType::kContext
                     : MatchType::kExact;
}

MatchType TypeForContext(const LookupQuery& query, const Context& context) {
  return TypeOfExact(
      SameNeighbour(query.previous_text, context.previous_text),
      SameNeighbour(query.next_text, context.next_text),
      !query.context_key.empty() && query.context_key == context.key);
}

MatchType BestTypeForContext(const LookupQuery& query) {
  return TypeOfExact(!query.previous_text.empty(), !query.next_text.empty(),
                     !query.context_key.empty());
}

int BaseScoreOf(const TextUnits& query, const TextUnits& source,
                int unit_distance, int character_distance) {
  const int base = BaseScore(
      {.query_units = static_cast<int>(query.units.size()),
       .segment_units = static_cast<int>(source.units.size()),
       .query_characters = static_cast<int>(query.characters.size()),
       .segment_characters = static_cast<int>(source.characters.size())},
      unit_distance, character_distance);
  // Where the surface is judged by penalties, they count from 100.
  return unit_distance == 0 && base == kBestInexactScore ? 100 : base;
}

// Machine before aligned before the rest: what costs more by default.
Origin WorseOrigin(Origin a, Origin b) {
  for (const Origin origin : {Origin::kMachine, Origin::kAligned}) {
    if (a == origin || b == origin) return origin;
  }
  return a;
}

}  // namespace

MatchScorer::MatchScorer(const LookupRequest& settings,
                         const LookupQuery& query, const Language& source,
                         const Language& target)
    : settings_(settings),
      query_(query),
      source_language_(source),
      target_language_(target),
      query_units_(ToTextUnits(query.segment.text, source.language)),
      query_values_hash_(HashValues(query_units_.placeables)),
      unit_pattern_(query_units_.units),
      character_pattern_(query_units_.characters) {}

// Where the surface is judged by penalties, the characters are not: see
// BaseScoreOf.
int MatchScorer::BestScore(const Candidate& candidate, bool same_values) const {
  int score = candidate.base_score;
  if (candidate.unit_distance == 0 && candidate.character_distance > 0) {
    score = 100 - LeastSurfacePoints(settings_.penalties);
  }
  return same_values ? score : score - LeastNumberPoints(settings_.penalties);
}

int MatchScorer::BestScore(const ComparedSource& text) const {
  const int score = ApplyPenalties(
      text.base_score,
      ComputePenalties({.surface = text.surface}, settings_.penalties));
  return text.surface.identical ? score : std::min(score, kBestInexactScore);
}

int MatchScorer::MostAboveBaseScore() const {
  return LeastSurfacePoints(settings_.penalties) == 0 ? 1 : 0;
}

std::optional<int> MatchScorer::Closeness(const Language& asked,
                                          const Language& variant) const {
  switch (settings_.region_preference) {
    case RegionPreference::kRequire:
      if (!asked.region.empty() && asked.region != variant.region) {
        return std::nullopt;
      }
      break;
    case RegionPreference::kIgnore:
      return asked.script == variant.script ? 1 : 0;
    case RegionPreference::kPrefer:
      break;
  }
  return LanguageCloseness(asked, variant);
}

std::shared_ptr<const ComparedSource> MatchScorer::Compare(
    StoredVariant stored) const {
  const Segment& segment = stored.variant().segment;
  const auto language = ParseLanguage(stored.variant().language);
  if (!language.ok() || language->language != source_language_.language) {
    return nullptr;
  }
  const std::optional<int> closeness = Closeness(source_language_, *language);
  if (!closeness.has_value()) return nullptr;
  auto source = std::make_shared<ComparedSource>();
  source->closeness = *closeness;
  source->units = ToTextUnits(segment.text, source_language_.language);
  source->unit_distance =
      unit_pattern_.Distance(source->units.units, kNoCutoff);
  if (source->unit_distance == 0) {
    source->surface = CompareSurface({query_.segment.text, query_units_},
                                     {segment.text, source->units},
                                     source_language_.language);
  }
  source->differing_codes = CountDifferingCodes(query_.segment, segment);
  source->is_exact = source->surface.identical && source->differing_codes == 0;
  if (source->is_exact && settings_.exclude_exact) return nullptr;
  source->base_score = BaseScoreOf(
      query_units_, source->units, source->unit_distance,
      character_pattern_.Distance(source->units.characters, kNoCutoff));
  source->stored = std::move(stored);
  return source;
}

MatchType MatchScorer::TypeOf(const RankedMatch& match) const {
  if (!match.source->is_exact || match.pivot.has_value()) {
    return MatchType::kFuzzy;
  }
  MatchType best = MatchType::kExact;
  for (const Context& context : match.source_unit().contexts) {
    if (!context.language.empty()) {
      const auto language = ParseLanguage(context.language);
      if (!language.ok() || language->language != source_language_.language) {
        continue;
      }
    }
    best = std::max(best, TypeForContext(query_, context));
  }
  return best;
}

MatchFacts MatchScorer::FactsOf(const RankedMatch& match) const {
  const StoredVariant& source = match.source->stored;
  MatchFacts facts = {.surface = match.source->surface,
                      .differing_codes = match.source->differing_codes,
                      .origin = source.unit->origin,
                      .status = source.unit->status,
                      .memory_penalty = source.memory->memory->default_penalty,
                      .request_penalty = source.memory->request_penalty,
                      .by_pivot = match.pivot.has_value()};
  if (match.pivot.has_value()) {
    const StoredVariant& second = match.pivot->second;
    facts.differing_codes += CountDifferingCodes(
        source.unit->variants[match.pivot->first_position].segment,
        second.variant().segment);
    facts.origin = WorseOrigin(facts.origin, second.unit->origin);
    if (second.unit->status == TranslationStatus::kDraft) {
      facts.status = TranslationStatus::kDraft;
    }
    facts.memory_penalty =
        std::max(facts.memory_penalty, second.memory->memory->default_penalty);
    facts.request_penalty =
        std::max(facts.request_penalty, second.memory->request_penalty);
  }
  AddNumberFacts(match, facts);
  return facts;
}

void MatchScorer::AddNumberFacts(const RankedMatch& match,
                                 MatchFacts& facts) const {
  const TextUnits& source = match.source->units;
  if (query_units_.placeables.empty() && source.placeables.empty()) return;
  const TextUnits target =
      ToTextUnits(match.target().segment.text, target_language_.language);
  const NumberComparison numbers =
      CompareNumbers(query_units_.placeables, source.placeables,
                     target.placeables, match.source->unit_distance == 0);
  facts.differing_numbers = numbers.differing;
  facts.numbers_can_be_carried_over = numbers.can_be_carried_over;
}

std::optional<int> MatchScorer::TargetCloseness(const Variant& target) const {
  const auto language = ParseLanguage(target.language);
  if (!language.ok()) return std::nullopt;
  return TargetCloseness(*language);
}

std::optional<int> MatchScorer::TargetCloseness(const Language& target) const {
  if (!LanguageAnswers(target_language_, target)) return std::nullopt;
  return Closeness(target_language_, target);
}

int MatchScorer::BestCloseness(absl::Span<const Language> sources,
                               absl::Span<const Language> targets) const {
  int best_source = 0;
  for (const Language& source : sources) {
    best_source =
        std::max(best_source, Closeness(source_language_, source).value_or(0));
  }
  int best_target = 0;
  for (const Language& target : targets) {
    best_target = std::max(best_target, TargetCloseness(target).value_or(0));
  }
  return best_source + best_target;
}

Rank MatchScorer::BestRank(const SegmentRef& source, bool may_be_exact,
                           int score, int closeness) const {
  return {.type = may_be_exact ? BestTypeForContext(query_) : MatchType::kFuzzy,
          .score = score,
          .closeness = closeness,
          .same_document = !settings_.document.empty(),
          .preferred_properties =
              static_cast<int>(settings_.preferred_properties.size()),
          .change_time = ChangeTimeOf(source),
          .source_unit = {source.unit},
          .target_unit = {source.unit}};
}

int MatchScorer::CountPreferredProperties(const TranslationUnit& unit) const {
  return static_cast<int>(std::count_if(
      settings_.preferred_properties.begin(),
      settings_.preferred_properties.end(), [&unit](const Property& property) {
        return HasProperties({property}, unit);
      }));
}

void MatchScorer::Score(RankedMatch match,
                        std::vector<RankedMatch>& matches) const {
  const std::optional<int> closeness = TargetCloseness(match.target());
  if (!closeness.has_value()) return;
  match.penalties = ComputePenalties(FactsOf(match), settings_.penalties);
  match.score = ApplyPenalties(match.source->base_score, match.penalties);
  if (!match.source->is_exact || match.pivot.has_value()) {
    match.score = std::min(match.score, kBestInexactScore);
  }
  if (match.score < settings_.threshold) return;
  match.type = TypeOf(match);
  match.closeness = match.source->closeness + *closeness;
  match.same_document = !settings_.document.empty() &&
                        match.target_unit().document == settings_.document;
  match.preferred_properties = CountPreferredProperties(match.target_unit());
  match.change_time = LastChangeTime(match.target_unit());
  matches.push_back(std::move(match));
}

void MatchScorer::ScoreDirect(
    const std::shared_ptr<const ComparedSource>& source,
    std::vector<RankedMatch>& matches) const {
  for (size_t k = 0; k < source->stored.unit->variants.size(); ++k) {
    if (k == source->stored.position) continue;
    RankedMatch match;
    match.source = source;
    match.target_position = k;
    Score(std::move(match), matches);
  }
}

void MatchScorer::ScorePivot(
    const std::shared_ptr<const ComparedSource>& source, const PivotLink& link,
    std::vector<RankedMatch>& matches) const {
  for (size_t k = 0; k < link.second.unit->variants.size(); ++k) {
    if (k == link.second.position) continue;
    RankedMatch match;
    match.source = source;
    match.pivot = link;
    match.target_position = k;
    Score(std::move(match), matches);
  }
}

int MatchScorer::BestPivotScore(const ComparedSource& source) const {
  return std::min(source.base_score - source.stored.memory->penalty() -
                      settings_.penalties.pivot,
                  kBestInexactScore);
}

bool MatchScorer::HasTarget(const TranslationUnit& unit,
                            size_t source_position) const {
  for (size_t k = 0; k < unit.variants.size(); ++k) {
    if (k != source_position && TargetCloseness(unit.variants[k]).has_value()) {
      return true;
    }
  }
  return false;
}

void MatchScorer::AddDifferences(const RankedMatch& ranked,
                                 Match& match) const {
  match.differences =
      FindDifferences({query_.segment.text, query_units_},
                      {match.source.segment.text, ranked.source->units});
}

}  // namespace presstm
