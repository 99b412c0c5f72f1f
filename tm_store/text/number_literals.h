// The numbers that a text has in digits, one by one. Internal to text/.
#ifndef TM_STORE_TEXT_NUMBER_LITERALS_H_
#define TM_STORE_TEXT_NUMBER_LITERALS_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tm_store/text/number_mentions.h"

namespace presstm {

// Digits, and where the units of ten after them end. Offsets are bytes of the
// text, ends exclusive.
struct NumberLiteral {
  size_t begin = 0;
  size_t digits_end = 0;
  size_t end = 0;
  double value = 0;        // Of the digits.
  double scaled = 0;       // Times the units.
  bool is_month = false;   // "3월", the 10 of "2018.10.3".
  bool is_day = false;     // "28일", the 3 of "2018.10.3".
  bool is_minute = false;  // The 30 of "6:30".
};

// Those of `side`, in their order. Numbers that a list joins ("10、20") come
// apart, as do the parts of a date ("2018.10.3"). `is_source` leaves out the
// digits of words that begin with a letter ("COVID19", "G7"), which need not be
// numbers. Thread-safe.
std::vector<NumberLiteral> FindNumberLiterals(const TextInLanguage& side,
                                              bool is_source);

bool StartsWithAny(absl::string_view text,
                   absl::Span<const absl::string_view> words);

}  // namespace presstm

#endif  // TM_STORE_TEXT_NUMBER_LITERALS_H_
