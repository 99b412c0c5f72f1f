#include "tm_store/text/numbers.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "unicode/uchar.h"

namespace presstm {
namespace {

size_t DigitsAfter(absl::Span<const FoldedCharacter> number, size_t index) {
  size_t count = 0;
  while (index + 1 + count < number.size() &&
         u_charDigitValue(
             static_cast<UChar32>(number[index + 1 + count].code_point)) >= 0) {
    ++count;
  }
  return count;
}

// Whether the separator at `index` groups digits rather than opening the
// decimals.
bool IsGrouping(absl::Span<const FoldedCharacter> number, size_t index) {
  const char32_t separator = number[index].code_point;
  if (separator != U'.') return DigitsAfter(number, index) == 3;
  const auto full_stops = std::count_if(
      number.begin(), number.end(),
      [](const FoldedCharacter& c) { return c.code_point == U'.'; });
  return full_stops > 1 && DigitsAfter(number, index) == 3;
}

}  // namespace

std::string NumberValue(absl::Span<const FoldedCharacter> number) {
  std::string sign;
  std::string digits;
  for (size_t k = 0; k < number.size(); ++k) {
    const char32_t c = number[k].code_point;
    const int32_t digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0) {
      digits.push_back(static_cast<char>('0' + digit));
    } else if (c == U'-') {
      sign = "-";
    } else if (c != U'+' && !IsGrouping(number, k)) {
      digits.push_back('.');
    }
  }
  size_t zeros = 0;
  while (zeros + 1 < digits.size() && digits[zeros] == '0' &&
         digits[zeros + 1] != '.') {
    ++zeros;
  }
  return absl::StrCat(sign, digits.substr(zeros));
}

}  // namespace presstm
