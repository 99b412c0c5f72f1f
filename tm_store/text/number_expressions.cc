#include "tm_store/text/number_expressions.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"

namespace presstm {
namespace {

struct UnitOfTen {
  absl::string_view word;
  double factor;
};
// They multiply: "천만" is ten million.
constexpr UnitOfTen kCharacters[] = {
    {"十", 1e1}, {"百", 1e2}, {"千", 1e3},  {"万", 1e4}, {"萬", 1e4},
    {"亿", 1e8}, {"億", 1e8}, {"兆", 1e12}, {"십", 1e1}, {"백", 1e2},
    {"천", 1e3}, {"만", 1e4}, {"억", 1e8},  {"조", 1e12}};
constexpr UnitOfTen kWords[] = {{"hundred", 1e2},
                                {"thousand", 1e3},
                                {"million", 1e6},
                                {"billion", 1e9},
                                {"trillion", 1e12}};
// Right after the digits: "$1.2bn".
constexpr UnitOfTen kSuffixes[] = {{"k", 1e3},  {"m", 1e6},  {"mn", 1e6},
                                   {"b", 1e9},  {"bn", 1e9}, {"t", 1e12},
                                   {"tn", 1e12}};

constexpr absl::string_view kNegative[] = {
    "영하", "마이너스", "감소",    "하락",  "零下",  "负",      "負",   "减少",
    "減少", "下降",     "下跌",    "minus", "below", "negativ", "fell", "fall",
    "drop", "declin",   "decreas", "down",  "lost",  "loss"};
constexpr absl::string_view kAfternoon[] = {
    "p.m",  " pm",  "오후", "저녁",    "밤",        "下午",
    "晚上", "晚间", "傍晚", "evening", "afternoon", "night"};

bool SaysAny(absl::string_view text,
             absl::Span<const absl::string_view> words) {
  const std::string folded = absl::AsciiStrToLower(text);
  return absl::c_any_of(words, [&folded](absl::string_view word) {
    return absl::StrContains(folded, word);
  });
}

// Takes one of `units` from the front of `rest`; returns its factor, 0 if there
// is none.
double ConsumeUnit(absl::Span<const UnitOfTen> units, absl::string_view& rest) {
  for (const UnitOfTen& unit : units) {
    if (absl::StartsWithIgnoreCase(rest, unit.word)) {
      rest.remove_prefix(unit.word.size());
      return unit.factor;
    }
  }
  return 0;
}

void ConsumeAny(absl::Span<const absl::string_view> words,
                absl::string_view& rest) {
  for (const absl::string_view word : words) {
    if (absl::ConsumePrefix(&rest, word)) return;
  }
}

// Takes all units of ten from the front of `rest`, with a blank before the
// first and before words of letters; returns their product.
double ConsumeUnits(absl::string_view& rest) {
  double product = 1;
  while (true) {
    absl::string_view after = rest;
    double factor = ConsumeUnit(kCharacters, after);
    if (factor == 0) {
      absl::ConsumePrefix(&after, " ") || absl::ConsumePrefix(&after, "-");
      factor = ConsumeUnit(kWords, after);
      if (factor == 0 && product == 1) {
        ConsumeAny({"多", "余", "餘", "여"}, after);  // "some 5 million"
        factor = ConsumeUnit(kCharacters, after);
      }
    }
    if (factor == 0) return product;
    product *= factor;
    rest = after;
  }
}

bool IsWhole(double value) { return value == std::floor(value); }

// A number in digits, and where its units of ten end.
struct Literal {
  size_t begin = 0;
  size_t digits_end = 0;
  size_t end = 0;
  double value = 0;
  double scaled = 0;
};

// Numbers of words that have more than digits: "1990s", "$1.2bn", "G7".
void AppendNumbersInWord(absl::string_view text, size_t begin, size_t end,
                         std::vector<Literal>& literals) {
  for (size_t k = begin; k < end; ++k) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(text[k]))) continue;
    size_t digits_end = k;
    while (digits_end < end &&
           (absl::ascii_isdigit(static_cast<unsigned char>(text[digits_end])) ||
            text[digits_end] == '.' || text[digits_end] == ',')) {
      ++digits_end;
    }
    std::string digits(text.substr(k, digits_end - k));
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    const double value = std::strtod(digits.c_str(), nullptr);
    const absl::string_view suffix = text.substr(digits_end, end - digits_end);
    double factor = 1;
    for (const UnitOfTen& unit : kSuffixes) {
      if (absl::EqualsIgnoreCase(suffix, unit.word)) factor = unit.factor;
    }
    literals.push_back({k, digits_end, end, value, value * factor});
    k = digits_end;
  }
}

std::vector<Literal> LiteralsOf(const TextInLanguage& side, bool is_source) {
  std::vector<Literal> literals;
  auto placeable = side.units.placeables.begin();
  for (size_t k = 0; k < side.units.tokens.size(); ++k) {
    const TextToken& token = side.units.tokens[k];
    if (placeable != side.units.placeables.end() &&
        placeable->token_index == k) {
      const std::string& written = placeable->value;
      ++placeable;
      if (token.symbol != kNumberPlaceholder) continue;
      const double value = std::strtod(written.c_str(), nullptr);
      absl::string_view rest = side.text.substr(token.end_bytes);
      const double factor = ConsumeUnits(rest);
      literals.push_back({token.begin_bytes, token.end_bytes,
                          side.text.size() - rest.size(), value,
                          value * factor});
    } else if (!is_source && IsWord(token.symbol)) {
      AppendNumbersInWord(side.text, token.begin_bytes, token.end_bytes,
                          literals);
    }
  }
  return literals;
}

bool StartsWithAny(absl::string_view text,
                   absl::Span<const absl::string_view> words) {
  return absl::c_any_of(words, [text](absl::string_view word) {
    return absl::StartsWith(text, word);
  });
}

bool IsDecade(absl::string_view text, const Literal& literal) {
  return literal.value >= 0 && literal.value < 100 &&
         StartsWithAny(
             absl::StripLeadingAsciiWhitespace(text.substr(literal.digits_end)),
             {"年代", "년대"});
}

// "20世纪30年代", which is 1930.
bool IsDecadeOfCentury(absl::string_view text, const Literal& century,
                       const Literal& decade) {
  const absl::string_view between = absl::StripAsciiWhitespace(
      text.substr(century.end, decade.begin - century.end));
  return (between == "世纪" || between == "世紀" || between == "세기") &&
         IsDecade(text, decade);
}

// "3月", or the first of "7~9월".
bool IsMonth(absl::string_view after) {
  while (!after.empty() &&
         (absl::ascii_isdigit(static_cast<unsigned char>(after[0])) ||
          StartsWithAny(after, {"~", "-", "–", "·", "、", "至", "到"}))) {
    size_t size = 1;  // Of the character.
    while (size < after.size() && (after[size] & 0xC0) == 0x80) ++size;
    after.remove_prefix(size);
  }
  return StartsWithAny(after, {"月", "월"});
}

// Whether `next` goes on with the number that ends with `last`.
bool IsContinued(absl::string_view text, const Literal& last,
                 const Literal& next) {
  const absl::string_view between =
      text.substr(last.end, next.begin - last.end);
  if (!between.empty() && between != " ") return false;
  if (next.value < 0) return false;
  if (last.end > last.digits_end) {  // "3만 5천"
    return next.scaled < last.scaled / last.value;
  }
  // "1 000 000", digits in threes.
  const absl::string_view digits =
      text.substr(next.begin, next.digits_end - next.begin);
  return between == " " && next.end == next.digits_end && digits.size() == 3 &&
         absl::c_all_of(digits, absl::ascii_isdigit) &&
         last.digits_end - last.begin <= 3;
}

class Meanings {
 public:
  Meanings(absl::string_view text, absl::string_view other)
      : text_(text),
        is_negative_in_words_(SaysAny(other, kNegative)),
        is_afternoon_in_words_(SaysAny(text, kAfternoon) ||
                               SaysAny(other, kAfternoon)) {}

  NumberTerm TermOf(const Literal& literal) const {
    const absl::string_view after =
        absl::StripLeadingAsciiWhitespace(text_.substr(literal.digits_end));
    NumberTerm term = {
        .written =
            text_.substr(literal.begin, literal.digits_end - literal.begin),
        .values = {literal.value},
        .is_month = IsMonth(after),
        .is_day = StartsWithAny(after, {"日", "号", "號", "일"})};
    if (literal.scaled != literal.value) {
      term.values.insert(term.values.begin(), literal.scaled);
    }
    const double value = literal.value;
    if (value < 0 && is_negative_in_words_) term.values.push_back(-value);
    if (!IsWhole(value)) return term;
    if (is_afternoon_in_words_ && value >= 1 && value <= 12) {
      term.values.push_back(value + 12);
    }
    if (value == 12) term.values.push_back(0);  // An hour past midnight.
    if (IsDecade(text_, literal)) {
      term.values.push_back(1900 + value);
      term.values.push_back(2000 + value);
    }
    return term;
  }

 private:
  const absl::string_view text_;
  const bool is_negative_in_words_;
  const bool is_afternoon_in_words_;
};

}  // namespace

std::vector<NumberExpression> FindNumberExpressions(const TextInLanguage& side,
                                                    bool is_source,
                                                    absl::string_view other) {
  const std::vector<Literal> literals = LiteralsOf(side, is_source);
  const Meanings meanings(side.text, other);
  std::vector<NumberExpression> expressions;
  for (size_t k = 0; k < literals.size(); ++k) {
    NumberExpression expression;
    const Literal& first = literals[k];
    expression.terms.push_back(meanings.TermOf(first));
    expression.sum = first.scaled;
    if (k + 1 < literals.size() &&
        IsDecadeOfCentury(side.text, first, literals[k + 1])) {
      ++k;
      expression.sum = 100 * (first.value - 1) + literals[k].value;
      expression.terms.push_back(meanings.TermOf(literals[k]));
    }
    while (k + 1 < literals.size() &&
           IsContinued(side.text, literals[k], literals[k + 1])) {
      const bool is_grouped = literals[k].end == literals[k].digits_end;
      ++k;
      expression.sum = (is_grouped ? expression.sum * 1000 : expression.sum) +
                       literals[k].scaled;
      expression.terms.push_back(meanings.TermOf(literals[k]));
    }
    expression.written =
        side.text.substr(first.begin, literals[k].digits_end - first.begin);
    if (expression.terms.size() == 1) expression.sum = 0;
    expressions.push_back(std::move(expression));
  }
  return expressions;
}

}  // namespace presstm
