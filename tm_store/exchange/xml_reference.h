// References of XML: "&amp;", "&#38;", "&#x26;".
#ifndef TM_STORE_EXCHANGE_XML_REFERENCE_H_
#define TM_STORE_EXCHANGE_XML_REFERENCE_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"

namespace presstm {

// Returns the size of the reference at the beginning of `text`, which is
// '&': with it and the ';'. 0 if there is none, or none of at most 64 bytes;
// npos if it may go on after `text`.
size_t XmlReferenceSize(absl::string_view text);

// Whether `reference`, from '&' to ';', is by number.
bool IsCharacterReference(absl::string_view reference);

// The number in a character reference, at most 0x110000. Nullopt if there
// are other characters in it.
std::optional<char32_t> ParseCharacterReference(absl::string_view reference);

// Whether `name` is one of the five that need no declaration.
bool IsPredefinedEntity(absl::string_view name);

// Whether an entity could have the name, which is not empty.
bool IsEntityName(absl::string_view name);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_REFERENCE_H_
