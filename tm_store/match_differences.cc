#include "tm_store/match_differences.h"

#include <string>

#include "absl/hash/hash.h"
#include "tm_store/match/alignment.h"

namespace presstm {
namespace {

// What the alignment compares: text units and the marks between them, and for
// placeables, which all look alike to the distance, their values.
std::vector<uint64_t> Symbols(const TextUnits& text) {
  std::vector<uint64_t> symbols;
  symbols.reserve(text.tokens.size());
  for (const TextToken& token : text.tokens) symbols.push_back(token.symbol);
  for (const Placeable& placeable : text.placeables) {
    uint64_t& symbol = symbols[placeable.token_index];
    symbol = absl::HashOf(symbol, placeable.value);
  }
  return symbols;
}

// The byte where the stretch that begins with token `index` begins, and where
// one that ends before it ends: the first stretch reaches back to the
// beginning and the last one to the end.
size_t BeginOf(const AnalyzedText& text, size_t index) {
  if (index == 0) return 0;
  return index < text.units.tokens.size() ? text.units.tokens[index].begin_bytes
                                          : text.text.size();
}
size_t EndOf(const AnalyzedText& text, size_t index) {
  return index == text.units.tokens.size() ? text.text.size()
                                           : BeginOf(text, index);
}

// Whether tokens `index` - 1 and `index` come from one character.
bool IsInsideCharacter(const AnalyzedText& text, size_t index) {
  const std::vector<TextToken>& tokens = text.units.tokens;
  return index > 0 && index < tokens.size() &&
         tokens[index].begin_bytes < tokens[index - 1].end_bytes;
}

DifferenceKind KindOf(const AlignedStretch& stretch) {
  if (stretch.equal) return DifferenceKind::kEqual;
  if (stretch.a_begin == stretch.a_end) return DifferenceKind::kInsert;
  if (stretch.b_begin == stretch.b_end) return DifferenceKind::kDelete;
  return DifferenceKind::kReplace;
}

// Moves the boundary of two neighbours, of which one is equal, out of a
// character and into the equal one, as far as that goes.
void LeaveCharacter(const AnalyzedText& query, const AnalyzedText& source,
                    AlignedStretch& before, AlignedStretch& after) {
  const AlignedStretch& equal = before.equal ? before : after;
  const size_t step = before.equal ? static_cast<size_t>(-1) : 1;
  while (equal.a_begin != equal.a_end &&
         (IsInsideCharacter(query, after.a_begin) ||
          IsInsideCharacter(source, after.b_begin))) {
    before.a_end += step;
    before.b_end += step;
    after.a_begin += step;
    after.b_begin += step;
  }
}

// Gives each character to one stretch as a whole.
std::vector<AlignedStretch> AtCharacters(
    const std::vector<AlignedStretch>& stretches, const AnalyzedText& query,
    const AnalyzedText& source) {
  const auto is_used_up = [](const AlignedStretch& stretch) {
    return stretch.equal && stretch.a_begin == stretch.a_end;
  };
  std::vector<AlignedStretch> whole;
  for (AlignedStretch stretch : stretches) {
    if (!whole.empty()) LeaveCharacter(query, source, whole.back(), stretch);
    if (!whole.empty() && is_used_up(whole.back())) whole.pop_back();
    if (is_used_up(stretch)) continue;
    if (!whole.empty() && !stretch.equal && !whole.back().equal) {
      whole.back().a_end = stretch.a_end;
      whole.back().b_end = stretch.b_end;
    } else {
      whole.push_back(stretch);
    }
  }
  return whole;
}

}  // namespace

std::vector<Difference> FindDifferences(const AnalyzedText& query,
                                        const AnalyzedText& source) {
  const std::vector<AlignedStretch> stretches = AtCharacters(
      Align(Symbols(query.units), Symbols(source.units)), query, source);
  std::vector<Difference> differences;
  differences.reserve(stretches.size());
  for (const AlignedStretch& stretch : stretches) {
    differences.push_back(
        {.kind = KindOf(stretch),
         .query_begin_bytes = BeginOf(query, stretch.a_begin),
         .query_end_bytes = EndOf(query, stretch.a_end),
         .source_begin_bytes = BeginOf(source, stretch.b_begin),
         .source_end_bytes = EndOf(source, stretch.b_end)});
  }
  return differences;
}

}  // namespace presstm
