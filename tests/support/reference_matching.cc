#include "tests/support/reference_matching.h"

#include <cmath>

#include "tm_store/text/tokenizer.h"

namespace presstm {

int ReferenceScore(const TextUnits& query, const TextUnits& segment) {
  if (query.characters == segment.characters) return 100;
  if (query.units.empty() || segment.units.empty()) return 0;
  const int unit_distance =
      ReferenceDistance<TextUnit>(query.units, segment.units);
  if (unit_distance == 0) return 99;
  const int character_distance =
      ReferenceDistance<char32_t>(query.characters, segment.characters);
  const double u = 1.0 - static_cast<double>(unit_distance) /
                             static_cast<double>(std::max(
                                 query.units.size(), segment.units.size()));
  const double c =
      1.0 - static_cast<double>(character_distance) /
                static_cast<double>(std::max(query.characters.size(),
                                             segment.characters.size()));
  // The tolerance keeps 69.999999 from being rounded down to 69.
  return std::min(99, static_cast<int>(std::floor(50.0 * (u + c) + 1e-9)));
}

std::optional<bool> ReferenceContains(absl::Span<const char32_t> segment,
                                      absl::Span<const char32_t> query) {
  std::optional<bool> is_whole;
  for (size_t begin = 0; begin + query.size() <= segment.size(); ++begin) {
    if (segment.subspan(begin, query.size()) != query ||
        (IsWordCharacter(query[0]) && IsInsideWord(segment, begin))) {
      continue;
    }
    const bool ends_whole = !IsInsideWord(segment, begin + query.size());
    is_whole = is_whole.value_or(false) || ends_whole;
  }
  return is_whole;
}

}  // namespace presstm
