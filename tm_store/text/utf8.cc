#include "tm_store/text/utf8.h"

#include <algorithm>

#include "unicode/bytestream.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/utf8.h"

namespace presstm {
namespace {

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

}  // namespace

size_t FindInvalidUtf8(absl::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  size_t offset = 0;
  while (offset < text.size()) {
    const size_t begin = offset;
    UChar32 code_point;
    U8_NEXT(bytes, offset, text.size(), code_point);
    if (code_point < 0) return begin;
  }
  return text.size();
}

bool IsValidUtf8(absl::string_view text) {
  return FindInvalidUtf8(text) == text.size();
}

char32_t NextCodePoint(absl::string_view text, size_t& offset) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 code_point;
  U8_NEXT_OR_FFFD(bytes, offset, text.size(), code_point);
  return static_cast<char32_t>(code_point);
}

void AppendUtf8(char32_t code_point, std::string& out) {
  uint8_t buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(code_point));
  out.append(reinterpret_cast<const char*>(buffer),
             static_cast<size_t>(length));
}

bool IsBlank(absl::string_view text) {
  size_t offset = 0;
  while (offset < text.size()) {
    const auto c = static_cast<UChar32>(NextCodePoint(text, offset));
    if (!u_isUWhiteSpace(c) && u_charType(c) != U_CONTROL_CHAR &&
        !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      return false;
    }
  }
  return true;
}

bool IsPlainlyVisible(absl::string_view text) {
  bool is_blank = true;  // The character before; so is the beginning.
  for (size_t offset = 0; offset < text.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(text, offset));
    const int8_t type = u_charType(c);
    if (type == U_CONTROL_CHAR || type == U_FORMAT_CHAR ||
        u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      return false;
    }
    const bool follows_blank = is_blank;
    is_blank = u_isUWhiteSpace(c) != 0;
    if (is_blank && (follows_blank || c != ' ')) return false;
  }
  return !is_blank;
}

std::string ToNfc(absl::string_view text) {
  if (IsAscii(text)) return std::string(text);
  static const icu::Normalizer2* const nfc = [] {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* loaded = icu::Normalizer2::getNFCInstance(error);
    return U_FAILURE(error) ? nullptr : loaded;
  }();
  if (nfc == nullptr) return std::string(text);
  UErrorCode error = U_ZERO_ERROR;
  std::string composed;
  icu::StringByteSink<std::string> sink(&composed,
                                        static_cast<int32_t>(text.size()));
  nfc->normalizeUTF8(
      0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
      nullptr, error);
  return U_FAILURE(error) ? std::string(text) : composed;
}

}  // namespace presstm
