// What was wrong with the characters of a file, short of ending its reading.
#ifndef TM_STORE_EXCHANGE_XML_FLAW_H_
#define TM_STORE_EXCHANGE_XML_FLAW_H_

#include <cstdint>
#include <string>

namespace presstm {

enum class XmlFlawKind {
  // Bytes that stand for no character in the file's encoding: U+FFFD is put
  // in their place, and the translation unit is not to be stored.
  kInvalidBytes,
  // A character XML does not allow, or a reference to one: left out.
  kIllegalCharacter,
  // A reference to an entity nobody has defined: as for kInvalidBytes.
  kUndefinedEntity,
};

// A value. `offset_bytes` counts from the beginning of the text that the
// stage which reports the flaw puts out.
struct XmlFlaw {
  XmlFlawKind kind = XmlFlawKind::kInvalidBytes;
  int64_t offset_bytes = 0;
  char32_t code_point = 0;  // Of kIllegalCharacter.
  std::string entity;       // Of kUndefinedEntity: its name.

  friend bool operator==(const XmlFlaw&, const XmlFlaw&) = default;
};

// The Char production of XML 1.0 (fifth edition).
constexpr bool IsXmlCharacter(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_FLAW_H_
