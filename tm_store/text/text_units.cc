#include "tm_store/text/text_units.h"

#include <utility>

#include "tm_store/text/folding.h"
#include "tm_store/text/placeables.h"
#include "tm_store/text/tokenizer.h"
#include "xxhash.h"

namespace presstm {
namespace {

using FoldedSpan = absl::Span<const FoldedCharacter>;

TextUnit WordUnit(FoldedSpan word) {
  constexpr size_t kBufferSize = 64;
  char32_t buffer[kBufferSize];
  if (word.size() <= kBufferSize) {
    for (size_t k = 0; k < word.size(); ++k) buffer[k] = word[k].code_point;
    return XXH3_64bits(buffer, word.size() * sizeof(char32_t)) | kWordBit;
  }
  std::vector<char32_t> characters;
  for (const FoldedCharacter& c : word) characters.push_back(c.code_point);
  return XXH3_64bits(characters.data(), characters.size() * sizeof(char32_t)) |
         kWordBit;
}

class Builder {
 public:
  void Append(TokenKind kind, FoldedSpan token) {
    const char32_t placeholder = PlaceholderFor(kind);
    if (placeholder != 0) {
      AppendPlaceable(kind, placeholder, token);
      return;
    }
    for (const FoldedCharacter& c : token) {
      result_.characters.push_back(c.code_point);
    }
    const bool is_unit = kind != TokenKind::kSeparator;
    AppendToken(
        kind == TokenKind::kWord ? WordUnit(token) : token.front().code_point,
        is_unit, token);
  }

  TextUnits Take() { return std::move(result_); }

 private:
  void AppendPlaceable(TokenKind kind, char32_t placeholder, FoldedSpan token) {
    result_.characters.push_back(placeholder);
    result_.placeables.push_back({static_cast<uint32_t>(result_.tokens.size()),
                                  PlaceableValue(kind, token)});
    AppendToken(placeholder, /*is_unit=*/true, token);
  }

  void AppendToken(TextUnit symbol, bool is_unit, FoldedSpan token) {
    result_.tokens.push_back(
        {symbol, is_unit, token.front().begin_bytes, token.back().end_bytes});
    if (is_unit) result_.units.push_back(symbol);
  }

  TextUnits result_;
};

}  // namespace

uint32_t HashValues(absl::Span<const Placeable> placeables) {
  uint64_t sum = 0;
  for (const Placeable& placeable : placeables) {
    sum += XXH3_64bits(placeable.value.data(), placeable.value.size());
  }
  return static_cast<uint32_t>(sum ^ (sum >> 32));
}

TextUnits ToTextUnits(absl::string_view text, absl::string_view language) {
  const std::vector<FoldedCharacter> folded =
      FoldText(text, {.han_variants = language == "zh"});
  const FoldedSpan span(folded);
  Builder builder;
  for (size_t begin = 0; begin < span.size();) {
    const FoldedToken token = NextToken(span, begin);
    builder.Append(token.kind, span.subspan(begin, token.end - begin));
    begin = token.end;
  }
  return builder.Take();
}

}  // namespace presstm
