#include "tm_store/exchange/xml_reference.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace presstm {
namespace {

// Longer ones are left to the parser, "&" and ";" included.
constexpr size_t kMaxReferenceBytes = 64;

bool IsReferenceByte(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '#' ||
         c == '_' || c == ':' || c == '.' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

size_t XmlReferenceSize(absl::string_view text) {
  for (size_t k = 1; k < text.size() && k < kMaxReferenceBytes; ++k) {
    if (text[k] == ';') return k > 1 ? k + 1 : 0;
    if (!IsReferenceByte(text[k])) return 0;
  }
  return text.size() < kMaxReferenceBytes ? absl::string_view::npos : 0;
}

bool IsPredefinedEntity(absl::string_view name) {
  return name == "amp" || name == "lt" || name == "gt" || name == "quot" ||
         name == "apos";
}

bool IsCharacterReference(absl::string_view reference) {
  return reference.size() > 3 && reference[1] == '#';
}

std::optional<char32_t> ParseCharacterReference(absl::string_view reference) {
  absl::string_view digits = reference.substr(2, reference.size() - 3);
  const char32_t base = digits[0] == 'x' ? 16 : 10;
  if (base == 16) digits.remove_prefix(1);
  if (digits.empty()) return std::nullopt;
  char32_t code_point = 0;
  for (const char c : digits) {
    const auto u = static_cast<unsigned char>(c);
    if (base == 16 ? !absl::ascii_isxdigit(u) : !absl::ascii_isdigit(u)) {
      return std::nullopt;
    }
    const int digit = absl::ascii_isdigit(u) ? c - '0' : (c | 0x20) - 'a' + 10;
    code_point = code_point * base + static_cast<char32_t>(digit);
    if (code_point > 0x10FFFF) code_point = 0x110000;
  }
  return code_point;
}

bool IsEntityName(absl::string_view name) {
  const auto first = static_cast<unsigned char>(name[0]);
  return (absl::ascii_isalpha(first) || first == '_' || first == ':' ||
          first >= 0x80) &&
         !absl::StrContains(name, '#');
}

}  // namespace presstm
