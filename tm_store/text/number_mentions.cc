#include "tm_store/text/number_mentions.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "unicode/dtfmtsym.h"
#include "unicode/locid.h"
#include "unicode/rbnf.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace presstm {
namespace {

struct Number {
  absl::string_view written;
  double value = 0;
  double scaled = 0;  // With the unit of ten after it, if there is one.
  bool is_month = false;
  bool is_taken = false;  // By a number of the other side.
};

struct UnitOfTen {
  absl::string_view word;
  double factor;
};
// Longer ones that begin like shorter ones come first.
constexpr UnitOfTen kUnitsOfTen[] = {
    {"百万", 1e6},    {"百萬", 1e6},    {"백만", 1e6},     {"千万", 1e7},
    {"千萬", 1e7},    {"천만", 1e7},    {"百", 1e2},       {"백", 1e2},
    {"千", 1e3},      {"천", 1e3},      {"万", 1e4},       {"萬", 1e4},
    {"만", 1e4},      {"亿", 1e8},      {"億", 1e8},       {"억", 1e8},
    {"兆", 1e12},     {"조", 1e12},     {"hundred", 1e2},  {"thousand", 1e3},
    {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};

double FactorAfter(absl::string_view rest) {
  absl::ConsumePrefix(&rest, " ");
  for (const UnitOfTen& unit : kUnitsOfTen) {
    if (absl::StartsWithIgnoreCase(rest, unit.word)) return unit.factor;
  }
  return 1;
}

bool IsMonth(absl::string_view rest) {
  return absl::StartsWith(rest, "月") || absl::StartsWith(rest, "월");
}

std::vector<Number> NumbersOf(const TextInLanguage& side) {
  std::vector<Number> numbers;
  for (const Placeable& placeable : side.units.placeables) {
    const TextToken& token = side.units.tokens[placeable.token_index];
    if (token.symbol != kNumberPlaceholder) continue;
    const absl::string_view rest = side.text.substr(token.end_bytes);
    Number number = {
        .written = side.text.substr(token.begin_bytes,
                                    token.end_bytes - token.begin_bytes),
        .value = std::strtod(placeable.value.c_str(), nullptr),
        .is_month = IsMonth(rest)};
    number.scaled = number.value * FactorAfter(rest);
    numbers.push_back(number);
  }
  return numbers;
}

bool IsSame(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

// Takes one of `numbers`, each of which can be the counterpart of one only.
bool TakeSame(const Number& number, std::vector<Number>& numbers) {
  const auto same =
      std::find_if(numbers.begin(), numbers.end(), [&](const Number& other) {
        return !other.is_taken && (IsSame(number.value, other.value) ||
                                   IsSame(number.scaled, other.scaled));
      });
  if (same == numbers.end()) return false;
  same->is_taken = true;
  return true;
}

// Whether `word` stands in `text`, both case-folded: not as a part of a longer
// one, where words have letters and not characters.
bool HasWord(const icu::UnicodeString& text, const icu::UnicodeString& word) {
  if (word.isEmpty()) return false;
  const auto is_letter = [&text](int32_t position) {
    const UChar32 c = text.char32At(position);
    return u_isalpha(c) && !u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) &&
           u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE) ==
               U_HST_NOT_APPLICABLE;
  };
  for (int32_t at = text.indexOf(word); at >= 0;
       at = text.indexOf(word, at + 1)) {
    const int32_t end = at + word.length();
    const bool goes_on_before =
        at > 0 && is_letter(at) && is_letter(text.moveIndex32(at, -1));
    const bool goes_on_after = end < text.length() &&
                               is_letter(text.moveIndex32(end, -1)) &&
                               is_letter(end);
    if (!goes_on_before && !goes_on_after) return true;
  }
  return false;
}

bool HasMonthName(const icu::UnicodeString& text, int month,
                  const icu::Locale& locale) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(locale, error);
  if (U_FAILURE(error) || month < 1) return false;
  using Symbols = icu::DateFormatSymbols;
  for (const Symbols::DtWidthType width :
       {Symbols::WIDE, Symbols::ABBREVIATED}) {
    int32_t count = 0;
    const icu::UnicodeString* names =
        symbols.getMonths(count, Symbols::FORMAT, width);
    if (month > count) continue;
    icu::UnicodeString name = names[month - 1];
    if (HasWord(text, name.foldCase())) return true;
  }
  return false;
}

bool HasNumberInWords(const icu::UnicodeString& text, int number,
                      const icu::Locale& locale) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, locale, error);
  if (U_FAILURE(error)) return false;
  icu::UnicodeString word;
  format.format(number, word);
  return HasWord(text, word.foldCase());
}

bool IsToldInWords(const Number& number, const TextInLanguage& target) {
  constexpr double kLargest = 99;
  if (number.value < 0 || number.value > kLargest ||
      number.value != std::floor(number.value)) {
    return false;
  }
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(icu::StringPiece(
      target.text.data(), static_cast<int32_t>(target.text.size())));
  text.foldCase();
  const icu::Locale locale(target.language.c_str());
  const int value = static_cast<int>(number.value);
  return (number.is_month && HasMonthName(text, value, locale)) ||
         HasNumberInWords(text, value, locale);
}

}  // namespace

std::vector<std::string> FindUnmentionedNumbers(const TextInLanguage& source,
                                                const TextInLanguage& target) {
  std::vector<Number> told = NumbersOf(target);
  std::vector<std::string> unmentioned;
  for (const Number& number : NumbersOf(source)) {
    if (TakeSame(number, told) || IsToldInWords(number, target)) continue;
    unmentioned.emplace_back(number.written.data(), number.written.size());
  }
  return unmentioned;
}

}  // namespace presstm
