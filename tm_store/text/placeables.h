// What stands for numbers and addresses in comparable text. Internal to text/.
#ifndef TM_STORE_TEXT_PLACEABLES_H_
#define TM_STORE_TEXT_PLACEABLES_H_

#include <string>

#include "absl/types/span.h"
#include "tm_store/text/folding.h"
#include "tm_store/text/tokenizer.h"

namespace presstm {

// The placeholder of a token's kind; 0 for kinds that have none.
char32_t PlaceholderFor(TokenKind kind);

// The value of a token that has a placeholder: see Placeable.
std::string PlaceableValue(TokenKind kind,
                           absl::Span<const FoldedCharacter> token);

}  // namespace presstm

#endif  // TM_STORE_TEXT_PLACEABLES_H_
