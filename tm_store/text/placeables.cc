#include "tm_store/text/placeables.h"

#include "tm_store/text/numbers.h"
#include "tm_store/text/text_units.h"
#include "tm_store/text/utf8.h"

namespace presstm {

char32_t PlaceholderFor(TokenKind kind) {
  switch (kind) {
    case TokenKind::kNumber:
      return kNumberPlaceholder;
    case TokenKind::kUrl:
      return kUrlPlaceholder;
    case TokenKind::kEmail:
      return kEmailPlaceholder;
    default:
      return 0;
  }
}

std::string PlaceableValue(TokenKind kind,
                           absl::Span<const FoldedCharacter> token) {
  if (kind == TokenKind::kNumber) return NumberValue(token);
  std::string folded;
  for (const FoldedCharacter& c : token) AppendUtf8(c.code_point, folded);
  return folded;
}

}  // namespace presstm
