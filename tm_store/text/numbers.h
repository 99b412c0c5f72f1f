// The value of a number as it stands in text.
#ifndef TM_STORE_TEXT_NUMBERS_H_
#define TM_STORE_TEXT_NUMBERS_H_

#include <string>

#include "absl/types/span.h"
#include "tm_store/text/folding.h"

namespace presstm {

// Returns the value of a number token in one spelling: ASCII digits of any
// script's digits, no grouping, no leading zeros, "." before decimals, "-" if
// negative: "1,234.50" and "１２３４.50" give "1234.50". A comma groups where
// exactly three digits follow it (Chinese, Korean, English usage), else it is
// a decimal comma; a lone full stop is a decimal point.
std::string NumberValue(absl::Span<const FoldedCharacter> number);

}  // namespace presstm

#endif  // TM_STORE_TEXT_NUMBERS_H_
