// Folded characters in the least space. Internal to match/.
#ifndef TM_STORE_MATCH_PACKED_CHARACTERS_H_
#define TM_STORE_MATCH_PACKED_CHARACTERS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace presstm {

// Appends `characters` in UTF-8, which is wide enough for the placeholders
// beyond U+10FFFF too (4 bytes reach U+1FFFFF). Equal bytes, equal characters;
// one text stands in another exactly where its bytes do.
void PackCharacters(absl::Span<const char32_t> characters, std::string& out);

// Replaces what `out` holds by the characters packed in `bytes`.
void UnpackCharacters(absl::string_view bytes, std::vector<char32_t>& out);

// Replaces what `out` holds by the characters around byte `offset`, at which
// one begins or the last one ends: up to `count` before it and up to `count`
// from it on. Returns how many come before.
size_t UnpackAround(absl::string_view bytes, size_t offset, size_t count,
                    std::vector<char32_t>& out);

}  // namespace presstm

#endif  // TM_STORE_MATCH_PACKED_CHARACTERS_H_
