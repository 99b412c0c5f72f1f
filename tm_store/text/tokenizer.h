// Where text units begin and end in folded text.
#ifndef TM_STORE_TEXT_TOKENIZER_H_
#define TM_STORE_TEXT_TOKENIZER_H_

#include <cstddef>

#include "absl/types/span.h"
#include "tm_store/text/folding.h"

namespace presstm {

enum class TokenKind { kSeparator, kCharacter, kWord, kNumber, kUrl, kEmail };

// The token that begins at `begin`; `end` exclusive. Both in characters.
struct FoldedToken {
  TokenKind kind = TokenKind::kSeparator;
  size_t begin = 0;
  size_t end = 0;
};

// Returns the token that begins at `begin` < folded.size(), where the previous
// one ended. Words follow Unicode's word boundaries (UAX #29: letters, digits
// and marks, joined by ' and . inside), with two exceptions that keep one
// edit from changing many units: characters of scripts that need a dictionary
// (Thai, Lao, Khmer, Burmese) are tokens of their own, and so are Han, Hangul
// and kana. A number is digits with separators, sign and decimals that touch
// no letter.
FoldedToken NextToken(absl::Span<const FoldedCharacter> folded, size_t begin);

// The same rules on characters alone, folded, with placeholders where numbers
// and addresses stood (TextUnits::characters). All are pure and thread-safe.

// Whether `c` is a letter, mark or digit of a script written with spaces:
// what words are made of. Placeholders are not.
bool IsWordCharacter(char32_t c);
// Whether `c` may stand inside a word though it is no word character: ' . ,
bool IsWordJoiner(char32_t c);
// Whether the characters before and at `k` belong to one word. Depends on the
// two before and the two from `k` on, no others; false at both ends.
bool IsInsideWord(absl::Span<const char32_t> characters, size_t k);

}  // namespace presstm

#endif  // TM_STORE_TEXT_TOKENIZER_H_
