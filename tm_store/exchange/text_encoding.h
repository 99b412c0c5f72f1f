// Which encoding an XML file is in, told from its first bytes.
#ifndef TM_STORE_EXCHANGE_TEXT_ENCODING_H_
#define TM_STORE_EXCHANGE_TEXT_ENCODING_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace presstm {

enum class EncodingKind {
  kUtf8,
  kUtf16Le,
  kUtf16Be,
  kUtf32Le,
  kUtf32Be,
  kLegacy,  // One of ICU's converters.
};

struct TextEncoding {
  EncodingKind kind = EncodingKind::kUtf8;
  // Only of kLegacy: ICU's name for it, or for its superset that is read in its
  // place.
  std::string converter;
  // The name the file gives, of kLegacy and of ASCII, which is read as UTF-8.
  std::string declared;
  size_t bom_bytes = 0;  // Length of the byte order mark; 0 without one.
  // Says that the declared encoding was not believed; empty if it was.
  std::string warning;
  // Why the file cannot be read: it declares an encoding that is not known, or
  // that it is not in. Empty if it can.
  std::string refusal;
};

// No more than so many bytes are ever needed to decide.
inline constexpr size_t kEncodingSniffBytes = 64 * 1024;

// Decides by the byte order mark, else by where the zero bytes stand, else by
// the XML declaration, else UTF-8. The bytes win over the declaration: a
// declared 8-bit or multi-byte encoding whose first 64 KiB are UTF-8 that
// cannot be chance is read as UTF-8. What declares an encoding nobody knows is
// UTF-8 if those 64 KiB are, and not ASCII alone: in ASCII there are encodings
// of all characters (HZ, UTF-7), which would pass for text. `head` is the
// beginning of the file; `at_end` says that there is no more of it. Nullopt:
// more bytes are needed.
std::optional<TextEncoding> DetectTextEncoding(absl::string_view head,
                                               bool at_end);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TEXT_ENCODING_H_
