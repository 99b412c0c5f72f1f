#include "tm_store/ranked_match.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// What people would call the same text.
std::string ComparableText(const Segment& segment) {
  return ToNfc(ToDisplayText(segment));
}

TranslationUnit WithoutVariants(const TranslationUnit& unit) {
  TranslationUnit copy = {.id = unit.id,
                          .memory_id = unit.memory_id,
                          .source_language = unit.source_language,
                          .variants = {},
                          .properties = unit.properties,
                          .notes = unit.notes,
                          .contexts = unit.contexts,
                          .document = unit.document,
                          .external_id = unit.external_id,
                          .origin = unit.origin,
                          .status = unit.status,
                          .create_time = unit.create_time,
                          .created_by = unit.created_by,
                          .change_time = unit.change_time,
                          .changed_by = unit.changed_by,
                          .usage_count = unit.usage_count,
                          .last_used_time = unit.last_used_time,
                          .revision = unit.revision};
  return copy;
}

void DropRepeatedTargets(std::vector<RankedMatch>& matches) {
  absl::flat_hash_set<std::pair<int64_t, size_t>> seen;
  std::erase_if(matches, [&seen](const RankedMatch& ranked) {
    return !ranked.pivot.has_value() &&
           !seen.insert({ranked.target_unit().id.value, ranked.target_position})
                .second;
  });
}

void DropNeedlessPivots(std::vector<RankedMatch>& matches) {
  const auto is_pivot = [](const RankedMatch& m) {
    return m.pivot.has_value();
  };
  if (std::none_of(matches.begin(), matches.end(), is_pivot)) return;
  absl::flat_hash_set<std::string> proposed;
  std::erase_if(matches, [&](const RankedMatch& ranked) {
    const bool is_new =
        proposed.insert(ComparableText(ranked.target().segment)).second;
    return is_pivot(ranked) && !is_new;
  });
}

bool RanksBefore(const RankedMatch& a, const RankedMatch& b) {
  const auto order = RankOf(a) <=> RankOf(b);
  if (order != 0) return order > 0;
  return std::make_pair(a.target_position, a.source->stored.position) <
         std::make_pair(b.target_position, b.source->stored.position);
}

}  // namespace

Rank RankOf(const RankedMatch& match) {
  return {.type = match.type,
          .score = match.score,
          .is_direct = !match.pivot.has_value(),
          .closeness = match.closeness,
          .same_document = match.same_document,
          .preferred_properties = match.preferred_properties,
          .change_time = match.change_time,
          .source_unit = match.source_unit().id,
          .target_unit = match.target_unit().id};
}

void PutInOrder(std::vector<RankedMatch>& matches) {
  std::sort(matches.begin(), matches.end(), RanksBefore);
  DropRepeatedTargets(matches);
  DropNeedlessPivots(matches);
}

bool HasAllPoints(const RankedMatch& ranked) {
  return ranked.type == MatchType::kExact && ranked.score == 100;
}

bool AreAmbiguous(const std::vector<RankedMatch>& matches) {
  std::optional<std::string> first;
  for (const RankedMatch& ranked : matches) {
    if (!HasAllPoints(ranked)) continue;
    std::string target = ComparableText(ranked.target().segment);
    if (first.has_value() && *first != target) return true;
    first = std::move(target);
  }
  return false;
}

void PenalizeAmbiguity(const LookupRequest& request,
                       std::vector<RankedMatch>& matches) {
  const int points = request.penalties.ambiguous;
  if (points == 0 || !AreAmbiguous(matches)) return;
  for (RankedMatch& ranked : matches) {
    if (!HasAllPoints(ranked)) continue;
    ranked.score = std::max(0, ranked.score - points);
    ranked.penalties.push_back({PenaltyKind::kAmbiguous, points});
  }
  std::erase_if(matches, [&](const RankedMatch& ranked) {
    return ranked.score < request.threshold;
  });
}

Match ToMatch(const RankedMatch& ranked) {
  const StoredVariant& source = ranked.source->stored;
  Match match = {.score = ranked.score,
                 .type = ranked.type,
                 .penalties = ranked.penalties,
                 .source = source.variant(),
                 .target = ranked.target(),
                 .memory_name = source.memory->memory->name,
                 .unit = WithoutVariants(*source.unit),
                 .pivot = std::nullopt,
                 .differences = {}};
  if (ranked.pivot.has_value()) {
    const StoredVariant& second = ranked.pivot->second;
    match.pivot = {.first = source.unit->variants[ranked.pivot->first_position],
                   .second = second.variant(),
                   .memory_name = second.memory->memory->name,
                   .unit = WithoutVariants(*second.unit)};
  }
  return match;
}

}  // namespace presstm
