// Whether a translation has the numbers of its source, in any of the ways in
// which languages tell them.
#ifndef TM_STORE_TEXT_NUMBER_MENTIONS_H_
#define TM_STORE_TEXT_NUMBER_MENTIONS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/text/text_units.h"

namespace presstm {

// A text, borrowed, with the units made from it in `language`, an ISO 639 code.
struct TextInLanguage {
  absl::string_view text;
  const TextUnits& units;
  std::string language;
};

// Returns the numbers of `source`, as written there, that `target` does not
// mention. Told are: the same value ("1,000" and "1000", as often); the same
// with units of ten ("3만 5천", "35,000"; "1.2 billion", "12亿"); a month by
// its name ("3月", "March"), a day by any weekday ("28일", "on Monday"); words
// ("three", "二十五亿", "세 명"), by CLDR's rules. Thread-safe; takes some 10
// us, and milliseconds for words.
std::vector<std::string> FindUnmentionedNumbers(const TextInLanguage& source,
                                                const TextInLanguage& target);

}  // namespace presstm

#endif  // TM_STORE_TEXT_NUMBER_MENTIONS_H_
