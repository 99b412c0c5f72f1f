#include "tm_store/match/packed_characters.h"

#include <cstdint>

namespace presstm {
namespace {

// The number of bytes after the first one.
int ContinuationBytes(char32_t c) {
  if (c < 0x80) return 0;
  if (c < 0x800) return 1;
  return c < 0x10000 ? 2 : 3;
}

bool IsContinuation(char byte) {
  return (static_cast<uint8_t>(byte) & 0xC0) == 0x80;
}

}  // namespace

void PackCharacters(absl::Span<const char32_t> characters, std::string& out) {
  constexpr uint8_t kFirstByteMarks[] = {0x00, 0xC0, 0xE0, 0xF0};
  for (const char32_t c : characters) {
    const int more = ContinuationBytes(c);
    out.push_back(static_cast<char>(kFirstByteMarks[more] | (c >> (6 * more))));
    for (int k = more - 1; k >= 0; --k) {
      out.push_back(static_cast<char>(0x80 | ((c >> (6 * k)) & 0x3F)));
    }
  }
}

void UnpackCharacters(absl::string_view bytes, std::vector<char32_t>& out) {
  out.clear();
  const auto byte = [&](size_t k) {
    return static_cast<char32_t>(static_cast<uint8_t>(bytes[k]));
  };
  for (size_t k = 0; k < bytes.size();) {
    const char32_t first = byte(k);
    if (first < 0x80) {
      out.push_back(first);
      k += 1;
    } else if (first < 0xE0) {
      out.push_back((first & 0x1F) << 6 | (byte(k + 1) & 0x3F));
      k += 2;
    } else if (first < 0xF0) {
      out.push_back((first & 0x0F) << 12 | (byte(k + 1) & 0x3F) << 6 |
                    (byte(k + 2) & 0x3F));
      k += 3;
    } else {
      out.push_back((first & 0x07) << 18 | (byte(k + 1) & 0x3F) << 12 |
                    (byte(k + 2) & 0x3F) << 6 | (byte(k + 3) & 0x3F));
      k += 4;
    }
  }
}

size_t UnpackAround(absl::string_view bytes, size_t offset, size_t count,
                    std::vector<char32_t>& out) {
  size_t begin = offset;
  size_t before = 0;
  for (; before < count && begin > 0; ++before) {
    do --begin;
    while (IsContinuation(bytes[begin]));
  }
  size_t end = offset;
  for (size_t after = 0; after < count && end < bytes.size(); ++after) {
    do ++end;
    while (end < bytes.size() && IsContinuation(bytes[end]));
  }
  UnpackCharacters(bytes.substr(begin, end - begin), out);
  return before;
}

}  // namespace presstm
