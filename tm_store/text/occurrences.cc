#include "tm_store/text/occurrences.h"

#include <algorithm>
#include <utility>

#include "absl/types/span.h"
#include "tm_store/text/folding.h"
#include "tm_store/text/placeables.h"
#include "tm_store/text/tokenizer.h"

namespace presstm {

OccurrencePattern::OccurrencePattern(absl::string_view text,
                                     absl::string_view language)
    : language_(language), pattern_(Read(text, language)) {}

OccurrencePattern::Characters OccurrencePattern::Read(
    absl::string_view text, absl::string_view language) {
  const std::vector<FoldedCharacter> folded =
      FoldText(text, {.han_variants = language == "zh"});
  const absl::Span<const FoldedCharacter> span(folded);
  Characters result;
  const auto append = [&result](char32_t c, const FoldedCharacter& first,
                                const FoldedCharacter& last,
                                std::string value) {
    result.code_points.push_back(c);
    result.places.push_back({first.begin_bytes, last.end_bytes});
    result.values.push_back(std::move(value));
  };
  for (size_t begin = 0; begin < span.size();) {
    const FoldedToken token = NextToken(span, begin);
    const auto characters = span.subspan(begin, token.end - begin);
    if (const char32_t placeholder = PlaceholderFor(token.kind)) {
      append(placeholder, characters.front(), characters.back(),
             PlaceableValue(token.kind, characters));
    } else {
      for (const FoldedCharacter& c : characters)
        append(c.code_point, c, c, "");
    }
    begin = token.end;
  }
  return result;
}

bool OccurrencePattern::HasValuesAt(const Characters& text,
                                    size_t begin) const {
  return std::equal(pattern_.values.begin(), pattern_.values.end(),
                    text.values.begin() + static_cast<std::ptrdiff_t>(begin));
}

std::vector<ByteSpan> OccurrencePattern::Find(absl::string_view text) const {
  std::vector<ByteSpan> found;
  const std::vector<char32_t>& wanted = pattern_.code_points;
  if (wanted.empty()) return found;
  const Characters read = Read(text, language_);
  const std::vector<char32_t>& characters = read.code_points;
  const bool begins_word = IsWordCharacter(wanted.front());
  for (auto at = characters.begin();;) {
    at = std::search(at, characters.end(), wanted.begin(), wanted.end());
    if (at == characters.end()) return found;
    const auto begin = static_cast<size_t>(at - characters.begin());
    if ((begins_word && IsInsideWord(characters, begin)) ||
        !HasValuesAt(read, begin)) {
      ++at;
      continue;
    }
    const size_t last = begin + wanted.size() - 1;
    found.push_back(
        {read.places[begin].begin_bytes, read.places[last].end_bytes});
    at += static_cast<std::ptrdiff_t>(wanted.size());
  }
}

}  // namespace presstm
