#include "tm_store/match/class_counts.h"

namespace presstm {

UnitCounts CountUnits(absl::Span<const UnitId> units) {
  UnitCounts counts;
  for (const UnitId unit : units) {
    counts.Add((unit * 0x9E3779B1u) >> 26);
  }
  return counts;
}

CharacterCounts CountCharacters(absl::Span<const char32_t> characters) {
  CharacterCounts counts;
  for (const char32_t c : characters) {
    counts.Add((c ^ (c >> 5) ^ (c >> 10) ^ (c >> 15)) & 31);
  }
  return counts;
}

}  // namespace presstm
