#include "tests/tm_store/exhaustive_lookup.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "tests/support/reference_matching.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

constexpr char kPivotLanguage[] = "en";

using Ranked = ExhaustiveLookup::Ranked;
using StoredUnit = ExhaustiveLookup::StoredUnit;

template <typename T>
bool IsOneOf(const std::vector<T>& list, const T& value) {
  return std::count(list.begin(), list.end(), value) > 0;
}

bool Passes(const LookupFilter& filter, const TranslationUnit& unit) {
  for (const Property& property : filter.properties) {
    if (!IsOneOf(unit.properties, property)) return false;
  }
  if (!filter.documents.empty() && !IsOneOf(filter.documents, unit.document)) {
    return false;
  }
  if (!filter.origins.empty() && !IsOneOf(filter.origins, unit.origin)) {
    return false;
  }
  if (!filter.authors.empty() && !IsOneOf(filter.authors, unit.created_by) &&
      !IsOneOf(filter.authors, unit.changed_by)) {
    return false;
  }
  return unit.change_time >= filter.change_time_from &&
         unit.change_time < filter.change_time_before;
}

std::string WithoutRegion(const std::string& language) {
  return language.substr(0, language.find('-'));
}

// In any region.
const Variant* VariantIn(const TranslationUnit& unit,
                         const std::string& language) {
  for (const Variant& variant : unit.variants) {
    if (WithoutRegion(variant.language) == WithoutRegion(language)) {
      return &variant;
    }
  }
  return nullptr;
}

const std::string* TextIn(const TranslationUnit& unit,
                          const std::string& language) {
  const Variant* variant = VariantIn(unit, language);
  return variant == nullptr ? nullptr : &variant->segment.text;
}

int Closeness(const TranslationUnit& unit, const std::string& language) {
  return language == WithoutRegion(language) ||
                 VariantIn(unit, language)->language == language
             ? 2
             : 1;
}

// In the best of the unit's contexts.
MatchType TypeInContext(const LookupRequest& query,
                        const TranslationUnit& unit) {
  const auto is_same = [](const std::string& a, const std::string& b) {
    return !a.empty() && a == b ? 1 : 0;
  };
  MatchType best = MatchType::kExact;
  for (const Context& context : unit.contexts) {
    const int same = is_same(query.previous_text, context.previous_text) +
                     is_same(query.next_text, context.next_text) +
                     is_same(query.context_key, context.key);
    if (same >= 1) best = std::max(best, MatchType::kContext);
    if (same >= 2) best = MatchType::kDoubleContext;
  }
  return best;
}

int UnitPenalties(const PenaltySettings& settings, Origin origin,
                  TranslationStatus status) {
  return (origin == Origin::kMachine ? settings.machine : 0) +
         (origin == Origin::kAligned ? settings.aligned : 0) +
         (status == TranslationStatus::kDraft ? settings.draft : 0);
}

void Penalize(const LookupRequest& request, std::vector<Ranked>& all) {
  std::set<std::string> targets;
  const auto is_tied = [](const Ranked& r) {
    return r.proposal.type == MatchType::kExact && r.proposal.score == 100;
  };
  for (const Ranked& r : all) {
    if (is_tied(r)) targets.insert(r.proposal.target);
  }
  if (targets.size() < 2) return;
  for (Ranked& r : all) {
    if (is_tied(r)) r.proposal.score -= request.penalties.ambiguous;
  }
}

// The origin and the status that cost more.
int PenaltiesOf(const LookupRequest& request, const StoredUnit& first,
                const StoredUnit& last) {
  const auto either = [&](Origin origin) {
    return first.unit.origin == origin || last.unit.origin == origin;
  };
  const Origin origin = either(Origin::kMachine)   ? Origin::kMachine
                        : either(Origin::kAligned) ? Origin::kAligned
                                                   : Origin::kHuman;
  const bool is_draft = first.unit.status == TranslationStatus::kDraft ||
                        last.unit.status == TranslationStatus::kDraft;
  const bool is_pivot = first.unit.id != last.unit.id;
  return std::max(first.penalty, last.penalty) +
         UnitPenalties(request.penalties, origin,
                       is_draft ? TranslationStatus::kDraft
                                : TranslationStatus::kUnspecified) +
         (is_pivot ? request.penalties.pivot : 0);
}

// The Latin letters of `text`, of which the only wide ones are "ＯＫ".
std::string Letters(const std::string& text, bool& is_wide) {
  std::string letters = text;
  is_wide = absl::StrReplaceAll({{"ＯＫ", "OK"}}, &letters) > 0;
  std::erase_if(letters, [](char c) { return !absl::ascii_isalpha(c); });
  return letters;
}

int LetterPenalties(const PenaltySettings& settings, const std::string& query,
                    const std::string& source) {
  bool query_is_wide = false;
  bool source_is_wide = false;
  const bool same_case =
      Letters(query, query_is_wide) == Letters(source, source_is_wide);
  return (same_case ? 0 : settings.letter_case) +
         (query_is_wide == source_is_wide ? 0 : settings.character_width);
}

// What the texts cost, of which each has one number at most, and which differ
// in nothing else than their units, punctuation and letters.
int TextPenalties(const PenaltySettings& settings, const TextUnits& query,
                  const TextUnits& source, const TextUnits& target) {
  const auto number_of = [](const TextUnits& text) {
    return text.placeables.empty() ? "" : text.placeables[0].value;
  };
  int points = 0;
  if (number_of(query) != number_of(source)) {
    const bool can_be_carried_over = !query.placeables.empty() &&
                                     !source.placeables.empty() &&
                                     number_of(source) == number_of(target);
    points += can_be_carried_over
                  ? settings.number_carried_over
                  : std::min(settings.number, settings.number_cap);
  }
  if (query.units == source.units && query.characters != source.characters) {
    points += settings.punctuation;
  }
  return points;
}

// The match of the source in `first` with the target in `last`, a pivot if
// they are two.
Ranked Score(const LookupRequest& request, const StoredUnit& first,
             const StoredUnit& last) {
  const std::string& source = *TextIn(first.unit, request.source_language);
  const bool is_pivot = first.unit.id != last.unit.id;
  const bool is_exact = source == request.query.text && !is_pivot;
  const TextUnits query =
      ToTextUnits(request.query.text, request.source_language);
  const TextUnits units = ToTextUnits(source, request.source_language);
  const std::string& target = *TextIn(last.unit, request.target_language);
  const int base =
      query.units == units.units ? 100 : ReferenceScore(query, units);
  const int points =
      PenaltiesOf(request, first, last) +
      TextPenalties(request.penalties, query, units,
                    ToTextUnits(target, request.target_language)) +
      (query.units == units.units
           ? LetterPenalties(request.penalties, request.query.text, source)
           : 0);
  Ranked ranked;
  ranked.proposal = {
      std::min(base - points, is_exact ? 100 : 99),
      is_exact ? TypeInContext(request, first.unit) : MatchType::kFuzzy,
      first.unit.id.value, is_pivot ? last.unit.id.value : 0, target};
  ranked.closeness = Closeness(first.unit, request.source_language) +
                     Closeness(last.unit, request.target_language);
  ranked.same_document =
      !request.document.empty() && last.unit.document == request.document;
  for (const Property& property : request.preferred_properties) {
    ranked.preferred += IsOneOf(last.unit.properties, property) ? 1 : 0;
  }
  ranked.time = last.unit.change_time;
  return ranked;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Proposal& p) {
  return out << p.score << ' ' << MatchTypeName(p.type) << " #" << p.unit
             << " by #" << p.pivot_unit << " \"" << p.target << '"';
}

Proposal ToProposal(const Match& match) {
  return {match.score, match.type, match.unit.id.value,
          match.pivot ? match.pivot->unit.id.value : 0,
          match.target.segment.text};
}

// Every match whose source is in `first`, whatever its score.
std::vector<ExhaustiveLookup::Ranked> ExhaustiveLookup::MatchesFrom(
    const LookupRequest& request, const StoredUnit& first) const {
  std::vector<Ranked> matches;
  const std::string* source = TextIn(first.unit, request.source_language);
  if (source == nullptr || !Passes(request.filter, first.unit)) return matches;
  if (*source == request.query.text && request.exclude_exact) return matches;
  if (TextIn(first.unit, request.target_language) != nullptr) {
    matches.push_back(Score(request, first, first));
    return matches;
  }
  const std::string* english = TextIn(first.unit, kPivotLanguage);
  if (english == nullptr || request.pivot_mode == PivotMode::kOff) {
    return matches;
  }
  for (const auto& [id, second] : units_) {
    const std::string* same = TextIn(second.unit, kPivotLanguage);
    if (id != first.unit.id.value && same != nullptr && *same == *english &&
        TextIn(second.unit, request.target_language) != nullptr &&
        Passes(request.filter, second.unit)) {
      matches.push_back(Score(request, first, second));
    }
  }
  return matches;
}

std::vector<Proposal> ExhaustiveLookup::Find(
    const LookupRequest& request) const {
  std::vector<Ranked> all;
  for (const auto& [id, unit] : units_) {
    for (const Ranked& ranked : MatchesFrom(request, unit)) {
      all.push_back(ranked);
    }
  }
  Penalize(request, all);
  std::erase_if(all, [&](const Ranked& r) {
    return r.proposal.score < request.threshold;
  });
  std::sort(all.begin(), all.end(),
            [](const Ranked& a, const Ranked& b) { return a.key() > b.key(); });
  std::set<std::string> proposed;
  std::vector<Proposal> result;
  for (const Ranked& r : all) {
    const bool is_new = proposed.insert(r.proposal.target).second;
    if (r.proposal.pivot_unit != 0 && !is_new) continue;
    if (result.size() == static_cast<size_t>(request.limit)) break;
    result.push_back(r.proposal);
  }
  return result;
}

}  // namespace presstm
