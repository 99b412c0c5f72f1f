// Languages: many spellings in, one canonical key out.
#ifndef TM_STORE_TEXT_LANGUAGE_H_
#define TM_STORE_TEXT_LANGUAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

// A language tag taken apart. A value; compare keys to compare languages.
struct Language {
  // ISO 639 code in lower case: "zh".
  std::string language;
  // ISO 15924 code: given or, by CLDR's likely subtags, meant: "Hans".
  std::string script;
  // ISO 3166 or UN M.49 code if the tag has one: "TW"; else "".
  std::string region;
  // Whether the tag fixes the script, by naming it or, in Chinese, by naming
  // a region: true for "zh-TW" and "zh-Hans", false for "zh" and "ko".
  bool script_is_given = false;
  // The canonical key: the language, with the script where the language is
  // Chinese or the script is not the language's own. "zh-CN", "ZH_cn",
  // "zh-Hans" and "zho" give "zh-Hans"; "KOR" gives "ko"; "en-GB" gives "en".
  std::string key;
  // Canonical BCP-47 tag of what was written: "ZH_cn" gives "zh-CN".
  std::string tag;

  friend bool operator==(const Language&, const Language&) = default;
};

// Reads a BCP-47 tag or one of its common misspellings: any case, '_' for
// '-', ISO 639-2 codes ("KOR", "chi"). InvalidArgument with reason
// UNKNOWN_LANGUAGE if it is not well-formed, or its two-letter code is not in
// ISO 639-1. Three-letter codes are not checked further: ISO 639-3 has 7,900
// of them and ICU no list. Thread-safe; results are cached.
absl::StatusOr<Language> ParseLanguage(absl::string_view tag);

// Whether a segment in `variant` answers a request for `requested`: same
// language, and same script unless the request leaves the script open
// ("zh" is answered by zh-Hans and zh-Hant).
bool LanguageAnswers(const Language& requested, const Language& variant);

// How well `variant` fits `requested`, for ranking: 2 same script and same
// region (or none asked for), 1 same script, 0 other script.
int LanguageCloseness(const Language& requested, const Language& variant);

// Whether segments in the two may be one and the same variant: same key, and
// no two different regions named.
bool LanguagesAreInterchangeable(const Language& a, const Language& b);

}  // namespace presstm

#endif  // TM_STORE_TEXT_LANGUAGE_H_
