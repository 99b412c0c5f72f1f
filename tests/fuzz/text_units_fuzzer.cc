// Hunts for texts that break the normalizer, and for pairs of texts that
// break the bound the search relies on.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/fuzz_input.h"
#include "tests/support/reference_matching.h"
#include "tm_store/text/surface.h"
#include "tm_store/text/text_units.h"
#include "tm_store/text/utf8.h"

namespace {

using presstm::Require;

void CheckTokens(const std::string& text, const presstm::TextUnits& units) {
  uint32_t previous = 0;
  size_t unit_count = 0;
  for (const presstm::TextToken& token : units.tokens) {
    Require(token.begin_bytes >= previous && token.end_bytes <= text.size());
    previous = token.begin_bytes;
    if (token.is_unit) ++unit_count;
  }
  Require(unit_count == units.units.size());
}

int CountWords(const presstm::TextUnits& text) {
  return static_cast<int>(
      std::count_if(text.units.begin(), text.units.end(), presstm::IsWord));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 400) return 0;
  const std::string input(reinterpret_cast<const char*>(data), size);
  // The first NUL parts two texts.
  const size_t middle = std::min(input.find('\0'), input.size());
  const std::string a = input.substr(0, middle);
  const std::string b = input.substr(std::min(middle + 1, input.size()));
  if (!presstm::IsValidUtf8(a) || !presstm::IsValidUtf8(b)) return 0;
  const presstm::TextUnits x = presstm::ToTextUnits(a, "zh");
  const presstm::TextUnits y = presstm::ToTextUnits(b, "zh");
  CheckTokens(a, x);
  CheckTokens(b, y);
  const int unit_distance =
      presstm::ReferenceDistance<presstm::TextUnit>(x.units, y.units);
  const int character_distance =
      presstm::ReferenceDistance<char32_t>(x.characters, y.characters);
  Require(unit_distance <=
          presstm::kUnitsPerCharacterEdit * character_distance);
  Require(unit_distance <= character_distance + CountWords(x) + CountWords(y));
  if (unit_distance == 0) presstm::CompareSurface({a, x}, {b, y}, "zh");
  return 0;
}
