#include "tests/tm_store/exhaustive_lookup.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "tests/support/reference_matching.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

constexpr char kPivotLanguage[] = "en";

struct Ranked {
  Proposal proposal;
  bool same_document = false;
  int preferred = 0;
  absl::Time time;

  auto key() const {
    return std::make_tuple(proposal.type, proposal.score,
                           proposal.pivot_unit == 0, same_document, preferred,
                           time, proposal.unit, proposal.pivot_unit);
  }
};

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

const std::string* TextIn(const TranslationUnit& unit,
                          const std::string& language) {
  for (const Variant& variant : unit.variants) {
    if (variant.language == language) return &variant.segment.text;
  }
  return nullptr;
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

std::vector<Proposal> ExhaustiveLookup::Find(
    const LookupRequest& request) const {
  const TextUnits query =
      ToTextUnits(request.query.text, request.source_language);
  std::vector<Ranked> all;
  for (const auto& [id, first] : units_) {
    const std::string* source = TextIn(first.unit, request.source_language);
    if (source == nullptr || !Passes(request.filter, first.unit)) continue;
    const bool identical = *source == request.query.text;
    if (identical && request.exclude_exact) continue;
    const int base =
        ReferenceScore(query, ToTextUnits(*source, request.source_language));
    const auto add = [&](const StoredUnit& last, int pivot_points, int best,
                         Origin origin, TranslationStatus status) {
      const TranslationUnit& unit = last.unit;
      const int score = base - pivot_points -
                        std::max(first.penalty, last.penalty) -
                        UnitPenalties(request.penalties, origin, status);
      Ranked ranked;
      ranked.proposal = {
          std::min(score, identical ? best : 99),
          identical && best == 100 ? MatchType::kExact : MatchType::kFuzzy, id,
          unit.id.value == id ? 0 : unit.id.value,
          *TextIn(unit, request.target_language)};
      ranked.same_document =
          !request.document.empty() && unit.document == request.document;
      for (const Property& property : request.preferred_properties) {
        ranked.preferred += IsOneOf(unit.properties, property) ? 1 : 0;
      }
      ranked.time = unit.change_time;
      all.push_back(ranked);
    };
    if (TextIn(first.unit, request.target_language) != nullptr) {
      add(first, 0, 100, first.unit.origin, first.unit.status);
      continue;
    }
    const std::string* english = TextIn(first.unit, kPivotLanguage);
    if (english == nullptr || request.pivot_mode == PivotMode::kOff) continue;
    for (const auto& [other_id, second] : units_) {
      const std::string* same = TextIn(second.unit, kPivotLanguage);
      if (other_id == id || same == nullptr || *same != *english ||
          TextIn(second.unit, request.target_language) == nullptr ||
          !Passes(request.filter, second.unit)) {
        continue;
      }
      const auto either = [&](Origin origin) {
        return first.unit.origin == origin || second.unit.origin == origin;
      };
      add(second, request.penalties.pivot, 99,
          either(Origin::kMachine)   ? Origin::kMachine
          : either(Origin::kAligned) ? Origin::kAligned
                                     : Origin::kHuman,
          first.unit.status == TranslationStatus::kDraft ? first.unit.status
                                                         : second.unit.status);
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
