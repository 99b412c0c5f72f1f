#include "tm_store/match/penalties.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace presstm {
namespace {

class PenaltyList {
 public:
  void Add(PenaltyKind kind, bool applies, int points) {
    if (applies && points > 0) penalties_.push_back({kind, points});
  }
  std::vector<Penalty> Take() { return std::move(penalties_); }

 private:
  std::vector<Penalty> penalties_;
};

int NumberPoints(const MatchFacts& facts, const PenaltySettings& settings) {
  if (facts.differing_numbers == 0) return 0;
  if (facts.numbers_can_be_carried_over) return settings.number_carried_over;
  return std::min(settings.number * facts.differing_numbers,
                  settings.number_cap);
}

std::vector<std::string> SortedValues(
    const std::vector<Placeable>& placeables) {
  std::vector<std::string> values;
  for (const Placeable& placeable : placeables) {
    values.push_back(placeable.value);
  }
  std::sort(values.begin(), values.end());
  return values;
}

// Elements of `a` without a partner in `b`; both sorted.
template <typename T>
std::vector<T> Without(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(),
                      std::back_inserter(rest));
  return rest;
}

using CodeLooks = std::pair<InlineCodeKind, std::string>;

std::vector<CodeLooks> SortedCodes(const Segment& segment) {
  std::vector<CodeLooks> codes;
  for (const InlineCode& code : segment.codes) {
    codes.emplace_back(code.kind, code.content);
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

bool SameCodesInPlace(const Segment& a, const Segment& b) {
  return std::equal(a.codes.begin(), a.codes.end(), b.codes.begin(),
                    b.codes.end(),
                    [](const InlineCode& x, const InlineCode& y) {
                      return x.kind == y.kind && x.content == y.content &&
                             x.position_bytes == y.position_bytes;
                    });
}

}  // namespace

std::vector<Penalty> ComputePenalties(const MatchFacts& facts,
                                      const PenaltySettings& settings) {
  const SurfaceDifferences& surface = facts.surface;
  PenaltyList list;
  list.Add(PenaltyKind::kLetterCase, surface.letter_case, settings.letter_case);
  list.Add(PenaltyKind::kCharacterWidth, surface.character_width,
           settings.character_width);
  list.Add(PenaltyKind::kPunctuation, surface.punctuation,
           settings.punctuation);
  list.Add(PenaltyKind::kScriptVariant, surface.script_variant,
           settings.script_variant);
  list.Add(PenaltyKind::kInlineCode, facts.differing_codes > 0,
           std::min(settings.inline_code * facts.differing_codes,
                    settings.inline_code_cap));
  list.Add(PenaltyKind::kNumber, true, NumberPoints(facts, settings));
  list.Add(PenaltyKind::kAligned, facts.origin == Origin::kAligned,
           settings.aligned);
  list.Add(PenaltyKind::kMachine, facts.origin == Origin::kMachine,
           settings.machine);
  list.Add(PenaltyKind::kDraft, facts.status == TranslationStatus::kDraft,
           settings.draft);
  list.Add(PenaltyKind::kMemory, true, facts.memory_penalty);
  list.Add(PenaltyKind::kRequest, true, facts.request_penalty);
  list.Add(PenaltyKind::kPivot, facts.by_pivot, settings.pivot);
  return list.Take();
}

int LeastNumberPoints(const PenaltySettings& settings) {
  return std::min(
      {settings.number_carried_over, settings.number, settings.number_cap});
}

int LeastSurfacePoints(const PenaltySettings& settings) {
  return std::min({settings.letter_case, settings.character_width,
                   settings.punctuation, settings.script_variant});
}

int ApplyPenalties(int base, const std::vector<Penalty>& penalties) {
  int score = base;
  for (const Penalty& penalty : penalties) score -= penalty.points;
  return std::max(score, 0);
}

int CountDifferingCodes(const Segment& a, const Segment& b) {
  if (a.codes.empty() && b.codes.empty()) return 0;
  const std::vector<CodeLooks> x = SortedCodes(a);
  const std::vector<CodeLooks> y = SortedCodes(b);
  const size_t differing = std::max(Without(x, y).size(), Without(y, x).size());
  if (differing > 0) return static_cast<int>(differing);
  return a.text != b.text || SameCodesInPlace(a, b) ? 0 : 1;
}

NumberComparison CompareNumbers(const std::vector<Placeable>& query,
                                const std::vector<Placeable>& source,
                                const std::vector<Placeable>& target,
                                bool same_order) {
  const std::vector<std::string> q = SortedValues(query);
  const std::vector<std::string> s = SortedValues(source);
  const std::vector<std::string> only_query = Without(q, s);
  std::vector<std::string> to_replace = Without(s, q);
  size_t differing = std::max(only_query.size(), to_replace.size());
  const bool counts_agree = only_query.size() == to_replace.size();
  if (same_order && differing == 0) {
    // The same numbers in another order: each that moved must be replaced.
    for (size_t k = 0; k < query.size() && k < source.size(); ++k) {
      if (query[k].value == source[k].value) continue;
      ++differing;
      to_replace.push_back(source[k].value);
    }
    std::sort(to_replace.begin(), to_replace.end());
  }
  return {
      .differing = static_cast<int>(differing),
      .can_be_carried_over =
          counts_agree && Without(to_replace, SortedValues(target)).empty()};
}

}  // namespace presstm
