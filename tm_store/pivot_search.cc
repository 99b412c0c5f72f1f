// A base score of 100 means the same folded characters (match/score.h), so
// the index of the pivot language answers the question as it is; numbers,
// which are all alike there, are compared afterwards.
#include "tm_store/pivot_search.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "tm_store/base/status_macros.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

constexpr int kSameCharacters = 100;

bool IsIn(const Language& asked, const Variant& variant) {
  const auto language = ParseLanguage(variant.language);
  return language.ok() && LanguageAnswers(asked, *language);
}

bool IsSameText(const TextUnits& a, const TextUnits& b) {
  return a.characters == b.characters &&
         std::equal(a.placeables.begin(), a.placeables.end(),
                    b.placeables.begin(), b.placeables.end(),
                    [](const Placeable& x, const Placeable& y) {
                      return x.value == y.value;
                    });
}

}  // namespace

absl::StatusOr<std::vector<PivotLink>> PivotSearch::FindLinks(
    const TranslationUnit& unit) {
  std::vector<PivotLink> links;
  for (const Language& language : languages_) {
    for (size_t k = 0; k < unit.variants.size(); ++k) {
      if (!IsIn(language, unit.variants[k])) continue;
      PRESSTM_ASSIGN_OR_RETURN(
          const Found* found,
          FindSameText(language, unit.variants[k].segment.text));
      for (const StoredVariant& second : *found) {
        if (second.unit->id != unit.id) links.push_back({k, second});
      }
    }
  }
  return links;
}

absl::StatusOr<const PivotSearch::Found*> PivotSearch::FindSameText(
    const Language& language, const std::string& text) {
  const auto [entry, is_new] =
      found_.try_emplace(std::make_pair(language.tag, text));
  Found& found = entry->second;
  if (!is_new) return &found;
  const TextUnits units = ToTextUnits(text, language.language);
  for (const SearchedMemory& memory : memories_) {
    PRESSTM_RETURN_IF_ERROR(SearchMemory(memory, language, units, found));
  }
  return &found;
}

absl::Status PivotSearch::SearchMemory(const SearchedMemory& memory,
                                       const Language& language,
                                       const TextUnits& text, Found& found) {
  const std::optional<IndexSnapshot> index =
      indexes_.Snapshot(memory.memory->id, language);
  if (!index.has_value()) return absl::OkStatus();
  const uint32_t values_hash = HashValues(text.placeables);
  // A limit of 1 cuts nothing off: all that are found have one score.
  PRESSTM_ASSIGN_OR_RETURN(
      const SearchResult result,
      index->Search({text.units, text.characters},
                    {.threshold = kSameCharacters, .limit = 1}, deadline_));
  for (const Candidate& candidate : result.candidates) {
    for (const SegmentRef& ref : candidate.refs) {
      if (ref.values_hash != values_hash) continue;
      PRESSTM_ASSIGN_OR_RETURN(auto unit, units_.Find(ref.unit));
      const auto position = static_cast<size_t>(ref.variant);
      // It may have changed since the index was taken.
      if (unit == nullptr || position >= unit->variants.size()) continue;
      const Variant& variant = unit->variants[position];
      if (!IsIn(language, variant) ||
          !IsSameText(text,
                      ToTextUnits(variant.segment.text, language.language))) {
        continue;
      }
      found.push_back({std::move(unit), position, &memory});
    }
  }
  return absl::OkStatus();
}

}  // namespace presstm
