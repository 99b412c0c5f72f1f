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
#include "tm_store/text/number_literals.h"

namespace presstm {
namespace {

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

bool IsWhole(double value) { return value == std::floor(value); }

bool IsDecade(absl::string_view text, const NumberLiteral& literal) {
  return literal.value >= 0 && literal.value < 100 &&
         StartsWithAny(
             absl::StripLeadingAsciiWhitespace(text.substr(literal.digits_end)),
             {"年代", "년대"});
}

// "20世纪30年代", which is 1930.
bool IsDecadeOfCentury(absl::string_view text, const NumberLiteral& century,
                       const NumberLiteral& decade) {
  const absl::string_view between = absl::StripAsciiWhitespace(
      text.substr(century.end, decade.begin - century.end));
  return (between == "世纪" || between == "世紀" || between == "세기") &&
         IsDecade(text, decade);
}

// Whether `next` goes on with the number that ends with `last`.
bool IsContinued(absl::string_view text, const NumberLiteral& last,
                 const NumberLiteral& next) {
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

  NumberTerm TermOf(const NumberLiteral& literal) const {
    NumberTerm term = {.written = text_.substr(
                           literal.begin, literal.digits_end - literal.begin),
                       .values = {literal.value},
                       .is_month = literal.is_month,
                       .is_day = literal.is_day,
                       .is_minute = literal.is_minute};
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
  const std::vector<NumberLiteral> literals =
      FindNumberLiterals(side, is_source);
  if (literals.empty()) return {};
  const Meanings meanings(side.text, other);
  std::vector<NumberExpression> expressions;
  for (size_t k = 0; k < literals.size(); ++k) {
    NumberExpression expression;
    const NumberLiteral& first = literals[k];
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
