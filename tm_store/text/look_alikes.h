// Names that are taken for others.
#ifndef TM_STORE_TEXT_LOOK_ALIKES_H_
#define TM_STORE_TEXT_LOOK_ALIKES_H_

#include "absl/strings/string_view.h"

namespace presstm {

// Whether `name`, valid UTF-8, may pass for another by its letters: it mixes
// scripts that no language mixes (a Cyrillic letter among Latin ones; Latin
// goes with Han and Hangul, or Han and kana), by the level "highly restrictive"
// of Unicode Technical Standard 39; or it has other forms of characters (full
// width, ligatures), which NFKC changes. Thread-safe.
bool MayPassForAnother(absl::string_view name);

}  // namespace presstm

#endif  // TM_STORE_TEXT_LOOK_ALIKES_H_
