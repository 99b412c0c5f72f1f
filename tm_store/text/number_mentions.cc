#include "tm_store/text/number_mentions.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "tm_store/text/number_expressions.h"
#include "tm_store/text/number_words.h"

namespace presstm {
namespace {

bool IsSame(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

bool HaveSame(const std::vector<double>& a, const std::vector<double>& b) {
  return absl::c_any_of(a, [&b](double value) {
    return absl::c_any_of(
        b, [value](double other) { return IsSame(value, other); });
  });
}

// "4.40" as a time of day: 4 and 40. Empty if it cannot be one.
std::vector<double> TimeParts(absl::string_view written) {
  const std::vector<absl::string_view> parts = absl::StrSplit(written, '.');
  int hour = 0;
  int minute = 0;
  if (parts.size() != 2 || parts[1].size() != 2 ||
      !absl::SimpleAtoi(parts[0], &hour) ||
      !absl::SimpleAtoi(parts[1], &minute) || hour > 24 || minute > 59) {
    return {};
  }
  return {static_cast<double>(hour), static_cast<double>(minute)};
}

// The numbers of a target, each of which can be the counterpart of one of the
// source only.
class ToldNumbers {
 public:
  ToldNumbers(const TextInLanguage& target, absl::string_view source)
      : target_(target) {
    for (const NumberExpression& expression :
         FindNumberExpressions(target, /*is_source=*/false, source)) {
      if (expression.terms.size() > 1) values_.push_back({expression.sum});
      for (const NumberTerm& term : expression.terms) {
        values_.push_back(term.values);
        for (const double part : TimeParts(term.written)) {
          values_.push_back({part});
        }
      }
    }
  }

  // Takes the number that has one of `values`.
  bool Take(const std::vector<double>& values) {
    const auto same = absl::c_find_if(
        values_, [&](const auto& told) { return HaveSame(values, told); });
    if (same == values_.end()) return false;
    values_.erase(same);
    return true;
  }

  // Takes `term`, or says whether it is there in words.
  bool Take(const NumberTerm& term) {
    if (Take(term.values)) return true;
    // A full hour is told without them.
    if (term.is_minute && term.values[0] == 0) return true;
    const std::vector<double> time = TimeParts(term.written);
    if (!time.empty() && Take({time[0]}) && Take({time[1]})) return true;
    if (!words_.has_value()) words_.emplace(target_.text, target_.language);
    const double value = term.values[0];
    return (term.is_month && words_->HasMonth(static_cast<int>(value))) ||
           (term.is_day && words_->HasWeekday()) || words_->HasPhrase(value) ||
           (term.is_minute && value == 30 && words_->HasPhrase(0.5)) ||
           absl::c_any_of(
               term.values,
               [this](double meaning) { return words_->HasNumber(meaning); }) ||
           words_->HasRoman(value);
  }

 private:
  const TextInLanguage& target_;
  std::vector<std::vector<double>> values_;  // Not taken.
  std::optional<NumberWords> words_;         // Made when they are needed.
};

bool IsTold(const NumberExpression& expression, ToldNumbers& told) {
  const bool is_one = expression.terms.size() > 1 &&
                      told.Take(std::vector<double>{expression.sum});
  return is_one ||
         absl::c_all_of(expression.terms, [&told](const NumberTerm& term) {
           return told.Take(term);
         });
}

}  // namespace

std::vector<std::string> FindUnmentionedNumbers(const TextInLanguage& source,
                                                const TextInLanguage& target) {
  const std::vector<NumberExpression> expressions =
      FindNumberExpressions(source, /*is_source=*/true, target.text);
  if (expressions.empty()) return {};
  ToldNumbers told(target, source.text);
  std::vector<std::string> unmentioned;
  for (const NumberExpression& expression : expressions) {
    if (IsTold(expression, told)) continue;
    unmentioned.emplace_back(expression.written.data(),
                             expression.written.size());
  }
  return unmentioned;
}

}  // namespace presstm
