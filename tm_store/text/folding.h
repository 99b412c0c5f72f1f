// The first step from a segment to text units: one spelling for what readers
// take as the same character. Case, width and compatibility forms (Unicode
// NFKC_Casefold, UAX #44), quotes, dashes, white space, and in Chinese
// Traditional characters as Simplified ones.
#ifndef TM_STORE_TEXT_FOLDING_H_
#define TM_STORE_TEXT_FOLDING_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace presstm {

// Counts changes of what folding or tokenizing gives for some text. Derived
// data kept anywhere carries it and is rebuilt when it differs.
inline constexpr int kNormalizationVersion = 1;

// A folded character and the bytes of the original text it comes from, end
// exclusive. Several folded characters may come from the same bytes ("ﬁ").
struct FoldedCharacter {
  char32_t code_point = 0;
  uint32_t begin_bytes = 0;
  uint32_t end_bytes = 0;
};

// Which differences are folded away; all of them for matching, all but one to
// find out whether that one made a difference. Characters nobody sees (soft
// hyphens, joiners) always go.
struct FoldingOptions {
  bool letter_case = true;
  bool width = true;          // Width and other compatibility forms.
  bool han_variants = false;  // Traditional to Simplified; for Chinese.
  bool punctuation = true;    // Quotes, dashes, full stops, white space.
};

// Folds `text`. Runs of white space become one U+0020, leading and trailing
// white space is dropped (with `punctuation`); an invisible separator between
// digits stays as U+202F. `text` must be valid UTF-8 of at most
// kMaxSegmentBytes or so (offsets have 32 bits). Thread-safe; O(bytes).
std::vector<FoldedCharacter> FoldText(absl::string_view text,
                                      const FoldingOptions& options);

}  // namespace presstm

#endif  // TM_STORE_TEXT_FOLDING_H_
