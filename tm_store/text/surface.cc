// Each kind of difference is found by folding everything but that kind: if
// the texts still differ, that kind is there. Units and what stands between
// them are looked at apart, so that a full-width comma is called punctuation
// only where it is not the same comma in another width.
#include "tm_store/text/surface.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tm_store/text/folding.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

struct Parts {
  std::string units;       // Without placeables that differ.
  std::string separators;  // What stands between units, each ended by a NUL.
};

bool FoldEqual(absl::string_view a, absl::string_view b,
               const FoldingOptions& options) {
  const std::vector<FoldedCharacter> x = FoldText(a, options);
  const std::vector<FoldedCharacter> y = FoldText(b, options);
  if (x.size() != y.size()) return false;
  for (size_t k = 0; k < x.size(); ++k) {
    if (x[k].code_point != y[k].code_point) return false;
  }
  return true;
}

absl::string_view PlaceableText(const AnalyzedText& self, size_t k) {
  const TextToken& token =
      self.units.tokens[self.units.placeables[k].token_index];
  return self.text.substr(token.begin_bytes,
                          token.end_bytes - token.begin_bytes);
}

// Which placeables are the same on both sides.
struct PlaceableComparison {
  // Same characters once folded: their surface is compared like that of
  // words.
  std::vector<bool> same_text;
  bool same_values = true;
  // "1,000" against "1000": the same value, written otherwise.
  bool other_spelling = false;
};

PlaceableComparison ComparePlaceables(const AnalyzedText& a,
                                      const AnalyzedText& b) {
  PlaceableComparison result;
  for (size_t k = 0; k < a.units.placeables.size(); ++k) {
    const bool same_value =
        a.units.placeables[k].value == b.units.placeables[k].value;
    const bool same_text =
        same_value && FoldEqual(PlaceableText(a, k), PlaceableText(b, k), {});
    result.same_text.push_back(same_text);
    result.same_values = result.same_values && same_value;
    result.other_spelling = result.other_spelling || (same_value && !same_text);
  }
  return result;
}

// Units that come from one character, as four kana do from U+3300, share its
// bytes: they are the first one's. So the units are not told apart, which they
// need not be: both texts have the same ones.
Parts Split(const AnalyzedText& self, const std::vector<bool>& same_text) {
  Parts parts;
  size_t position = 0;
  size_t placeable = 0;
  for (size_t k = 0; k < self.units.tokens.size(); ++k) {
    const TextToken& token = self.units.tokens[k];
    if (!token.is_unit) continue;
    const size_t begin = std::max<size_t>(token.begin_bytes, position);
    parts.separators.append(self.text.data() + position, begin - position);
    parts.separators.push_back('\0');
    position = std::max<size_t>(token.end_bytes, begin);
    const bool is_placeable = placeable < self.units.placeables.size() &&
                              self.units.placeables[placeable].token_index == k;
    if (is_placeable && !same_text[placeable++]) continue;
    parts.units.append(self.text.data() + begin, position - begin);
  }
  parts.separators.append(self.text.data() + position,
                          self.text.size() - position);
  return parts;
}

}  // namespace

SurfaceDifferences CompareSurface(const AnalyzedText& a, const AnalyzedText& b,
                                  absl::string_view language) {
  if (a.text == b.text || ToNfc(a.text) == ToNfc(b.text)) {
    return {.identical = true};
  }
  const bool chinese = language == "zh";
  const PlaceableComparison placeables = ComparePlaceables(a, b);
  const Parts x = Split(a, placeables.same_text);
  const Parts y = Split(b, placeables.same_text);
  SurfaceDifferences result;
  result.punctuation = placeables.other_spelling;
  if (x.units != y.units) {
    result.letter_case = !FoldEqual(
        x.units, y.units, {.letter_case = false, .han_variants = chinese});
    result.character_width =
        !FoldEqual(x.units, y.units, {.width = false, .han_variants = chinese});
    result.script_variant =
        chinese && !FoldEqual(x.units, y.units, {.han_variants = false});
  }
  if (x.separators != y.separators) {
    const FoldingOptions width_only = {.punctuation = false};
    if (FoldEqual(x.separators, y.separators, width_only)) {
      result.character_width = true;
    } else {
      result.punctuation = true;
    }
  }
  const bool found = result.letter_case || result.character_width ||
                     result.script_variant || result.punctuation;
  // Invisible characters only: the smallest difference there is a name for.
  if (!found && placeables.same_values) result.punctuation = true;
  return result;
}

}  // namespace presstm
