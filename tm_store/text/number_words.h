// Numbers and months in words. Internal to text/.
#ifndef TM_STORE_TEXT_NUMBER_WORDS_H_
#define TM_STORE_TEXT_NUMBER_WORDS_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "unicode/locid.h"
#include "unicode/rbnf.h"
#include "unicode/unistr.h"

namespace presstm {

// A text in which words are looked for. The words are CLDR's: cardinal,
// ordinal, native and Sino-Korean, with digits after the point.
// Thread-compatible.
class NumberWords {
 public:
  // `language`: an ISO 639 code.
  NumberWords(absl::string_view text, const std::string& language);

  bool HasNumber(double number) const;
  // "a decade" of 10, "절반" of 50: what CLDR does not have.
  bool HasPhrase(double number) const;
  // "XVI".
  bool HasRoman(double number) const;
  // Of 1 to 12, else false.
  bool HasMonth(int month) const;
  // Of any day of the week.
  bool HasWeekday() const;

 private:
  bool HasWord(const icu::UnicodeString& word) const;
  // Whether the word at `at` is one by itself.
  bool IsApart(int32_t at, const icu::UnicodeString& word) const;

  icu::UnicodeString text_;  // Case-folded, some characters by others.
  const icu::Locale locale_;
  std::unique_ptr<icu::RuleBasedNumberFormat> spellout_;  // Null: unknown.
};

}  // namespace presstm

#endif  // TM_STORE_TEXT_NUMBER_WORDS_H_
