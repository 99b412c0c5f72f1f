// UTF-8, one code point at a time.
#ifndef TM_STORE_TEXT_UTF8_H_
#define TM_STORE_TEXT_UTF8_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace presstm {

// Whether `text` is valid UTF-8 (no surrogates, nothing beyond U+10FFFF, no
// overlong forms).
bool IsValidUtf8(absl::string_view text);

// Returns the byte offset of the first invalid sequence, or text.size().
size_t FindInvalidUtf8(absl::string_view text);

// Returns the code point at byte `offset` of valid UTF-8 and moves `offset`
// past it. Invalid bytes come back as U+FFFD, one by one.
char32_t NextCodePoint(absl::string_view text, size_t& offset);

// Appends `code_point` to `out`.
void AppendUtf8(char32_t code_point, std::string& out);

// Whether `text` has only white space and characters nobody sees.
bool IsBlank(absl::string_view text);
// Whether all of it can be seen: no control or format characters (Unicode's Cc
// and Cf) and none that are drawn as nothing, such as fillers of Hangul; no
// white space but single spaces between others.
bool IsPlainlyVisible(absl::string_view text);

// Canonical composition (NFC) of valid UTF-8.
std::string ToNfc(absl::string_view text);

}  // namespace presstm

#endif  // TM_STORE_TEXT_UTF8_H_
