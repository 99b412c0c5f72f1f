// The numbers of a text in digits, and what each may mean. Internal to text/.
#ifndef TM_STORE_TEXT_NUMBER_EXPRESSIONS_H_
#define TM_STORE_TEXT_NUMBER_EXPRESSIONS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/text/number_mentions.h"

namespace presstm {

// Digits, with the units of ten after them: "1,250", "12억", "2.5 billion".
struct NumberTerm {
  absl::string_view written;   // The digits; borrowed.
  std::vector<double> values;  // What it may mean, the likeliest first.
  bool is_month = false;       // "3월".
  bool is_day = false;         // "28일".
  bool is_minute = false;      // Of "6:30".
};

// What is read as one number: mostly one term, else several that make a larger
// one: "3만 5천", "1 000 000", "20世纪30年代".
struct NumberExpression {
  absl::string_view written;
  std::vector<NumberTerm> terms;
  // Of all of them; 0 if there is one term.
  double sum = 0;
};

// Those of `side`, in their order; `is_source` as in FindNumberLiterals.
// `other` is asked whether it speaks of something negative, in words, or of the
// afternoon: then -5 may be 5 there, and 7 may be 19. Thread-safe.
std::vector<NumberExpression> FindNumberExpressions(const TextInLanguage& side,
                                                    bool is_source,
                                                    absl::string_view other);

}  // namespace presstm

#endif  // TM_STORE_TEXT_NUMBER_EXPRESSIONS_H_
