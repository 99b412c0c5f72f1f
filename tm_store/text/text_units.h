// Text units: what the edit distance counts, and what was set aside.
#ifndef TM_STORE_TEXT_TEXT_UNITS_H_
#define TM_STORE_TEXT_TEXT_UNITS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace presstm {

// A Han character, Hangul syllable, kana or letter of a script written
// without spaces: its code point. A number, URL or e-mail address: the
// placeholder of its kind. A word: a 64-bit hash with the top bit set; two
// words share one by chance once in 2^31 million-word vocabularies.
using TextUnit = uint64_t;
inline constexpr TextUnit kWordBit = TextUnit{1} << 63;
inline bool IsWord(TextUnit unit) { return (unit & kWordBit) != 0; }

// Placeholders: all numbers are equal, and so on. Above every code point, so
// that they serve in character sequences too.
inline constexpr char32_t kNumberPlaceholder = 0x110000;
inline constexpr char32_t kUrlPlaceholder = 0x110001;
inline constexpr char32_t kEmailPlaceholder = 0x110002;

// A text unit, or a punctuation mark, symbol or space between units (then
// `symbol` is its folded code point), with the bytes of the original it
// covers, end exclusive.
struct TextToken {
  TextUnit symbol = 0;
  bool is_unit = false;
  uint32_t begin_bytes = 0;
  uint32_t end_bytes = 0;
};

// The value behind a placeholder.
struct Placeable {
  uint32_t token_index = 0;
  // Numbers: ASCII digits without grouping and leading zeros, "." before
  // decimals, "-" if negative. URLs and addresses: folded text.
  std::string value;
};

// Of the values, whatever their order: equal ones have equal hashes, others
// nearly always different ones. 0 if there are none. Not for storing.
uint32_t HashValues(absl::Span<const Placeable> placeables);

// A segment ready for comparison. A value.
struct TextUnits {
  // The whole segment, in order; what a difference is shown with.
  std::vector<TextToken> tokens;
  // The units among the tokens: what d_u counts.
  std::vector<TextUnit> units;
  // The folded text with a placeholder character for each placeable, white
  // space collapsed, punctuation kept: what d_c counts.
  std::vector<char32_t> characters;
  std::vector<Placeable> placeables;
};

// Folds and tokenizes `text`, valid UTF-8 without inline codes. In Chinese
// (`language` is an ISO 639 code: "zh", "en") Traditional characters count as
// Simplified. Thread-safe; O(bytes).
//
// One edit of `characters` (inserting, deleting or replacing one) changes at
// most kUnitsPerCharacterEdit text units: it touches at most one unit of a
// script without spaces and the words it splits or joins. The worst case is a
// Han character put into a word, "ab|cd" -> "ab", Han, "cd". Filters rely on
// it: d_u <= kUnitsPerCharacterEdit * d_c.
//
// Units that are not words are single characters, and every such character
// (Han, Hangul, kana, placeholder) is a unit wherever it stands. So leaving
// all other characters out turns `characters` into `units` without the words,
// and an edit script for the former into one for the latter that is no longer.
// Deleting the words of one side and inserting those of the other does the
// rest: d_u <= d_c + words of both texts. Filters rely on this too.
TextUnits ToTextUnits(absl::string_view text, absl::string_view language);
inline constexpr int kUnitsPerCharacterEdit = 3;

}  // namespace presstm

#endif  // TM_STORE_TEXT_TEXT_UNITS_H_
