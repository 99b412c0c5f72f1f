// Whether a text is written as its language is.
#ifndef TM_STORE_TEXT_WRITING_SYSTEM_H_
#define TM_STORE_TEXT_WRITING_SYSTEM_H_

#include "absl/strings/string_view.h"
#include "tm_store/text/language.h"

namespace presstm {

// False if `text`, valid UTF-8, has letters and none of them is of a script
// that CLDR gives `language`, or more of them are of others. Latin letters do
// not count among those others: names are at home everywhere. True where the
// scripts of the language are not known. Thread-safe.
bool IsInScriptOf(absl::string_view text, const Language& language);

// Whether `text`, valid UTF-8, is in Simplified Chinese where `language` names
// Traditional, by its script or region, or the other way round: two or more
// characters, and more than half of those in which the two differ, are of the
// other. False where `language` leaves it open. Thread-safe.
bool IsInOtherChinese(absl::string_view text, const Language& language);

}  // namespace presstm

#endif  // TM_STORE_TEXT_WRITING_SYSTEM_H_
