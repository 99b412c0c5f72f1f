// Each encoding has a function that takes as many whole characters as it
// finds and says how many bytes those were; the decoder keeps the rest for
// the next call. Legacy encodings go through ICU into UTF-8 first, which then
// passes the same checks. Clean UTF-8, the common case, is skimmed eight
// bytes at a time where it is ASCII and copied in runs.
#include "tm_store/exchange/utf8_decoder.h"

#include <array>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/text/utf8.h"
#include "unicode/ucnv.h"

namespace presstm {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

unsigned char ByteAt(absl::string_view bytes, size_t k) {
  return static_cast<unsigned char>(bytes[k]);
}

void AddInvalid(DecodedText& out) {
  const auto offset = static_cast<int64_t>(out.text.size());
  if (!out.flaws.empty() && out.flaws.back().offset_bytes == offset &&
      out.flaws.back().kind == XmlFlawKind::kInvalidBytes) {
    return;  // One flaw for a run of them.
  }
  out.flaws.push_back(
      {.kind = XmlFlawKind::kInvalidBytes, .offset_bytes = offset});
}

void AddIllegal(char32_t code_point, DecodedText& out) {
  out.flaws.push_back({.kind = XmlFlawKind::kIllegalCharacter,
                       .offset_bytes = static_cast<int64_t>(out.text.size()),
                       .code_point = code_point});
}

void AddCodePoint(char32_t code_point, DecodedText& out) {
  if (code_point > 0x10FFFF) {
    AddInvalid(out);
  } else if (!IsXmlCharacter(code_point)) {
    AddIllegal(code_point, out);
  } else {
    AppendUtf8(code_point, out.text);
  }
}

// Returns the length of the plain stretch at `begin`: ASCII that XML allows.
size_t SkimAscii(absl::string_view bytes, size_t begin) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  constexpr uint64_t kSpaces = 0x2020202020202020;
  size_t k = begin;
  while (k < bytes.size()) {
    uint64_t word;
    while (k + sizeof(word) <= bytes.size()) {
      std::memcpy(&word, bytes.data() + k, sizeof(word));
      // A byte below 0x20 borrows into its high bit.
      if (((word | (word - kSpaces)) & kHighBits) != 0) break;
      k += sizeof(word);
    }
    const size_t word_end = std::min(k + sizeof(word), bytes.size());
    for (; k < word_end; ++k) {
      const char c = bytes[k];
      const bool is_plain = (c >= 0x20) || c == '\n' || c == '\t' || c == '\r';
      if (!is_plain) return k - begin;
    }
  }
  return k - begin;
}

// A sequence of UTF-8 that is not plain ASCII.
struct Sequence {
  size_t size = 0;        // In bytes; 0 if it may go on after the last one.
  bool is_valid = false;  // Surrogates count as valid here.
  char32_t code_point = 0;
};

// Reads the sequence at the beginning of `bytes`, which is not empty. An
// invalid one is as long as Unicode recommends (chapter 3.9, maximal subpart).
Sequence ReadSequence(absl::string_view bytes, bool at_end) {
  const unsigned char lead = ByteAt(bytes, 0);
  if (lead < 0x80) return {1, true, lead};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code_point = lead & (0x7F >> size);
  for (size_t k = 1; k < size; ++k) {
    if (k == bytes.size()) return {at_end ? k : 0, false};
    const unsigned char trail = ByteAt(bytes, k);
    unsigned char least = 0x80;
    unsigned char most = 0xBF;
    if (k == 1) {
      if (lead == 0xE0) least = 0xA0;
      if (lead == 0xF0) least = 0x90;
      if (lead == 0xF4) most = 0x8F;
    }
    if (trail < least || trail > most) return {k, false};
    code_point = code_point << 6 | (trail & 0x3F);
  }
  return {size, true, code_point};
}

// Text from a converter: there, U+FFFD and U+001A stand for what ICU could
// not read.
enum class Utf8Source { kFile, kConverter };

size_t DecodeUtf8(absl::string_view bytes, bool at_end, Utf8Source source,
                  DecodedText& out) {
  size_t copied = 0;
  size_t k = 0;
  const auto copy = [&](size_t end) {
    out.text.append(bytes.data() + copied, end - copied);
  };
  while (true) {
    k += SkimAscii(bytes, k);
    if (k == bytes.size()) break;
    const Sequence sequence = ReadSequence(bytes.substr(k), at_end);
    if (sequence.size == 0) break;
    const bool is_substitute =
        source == Utf8Source::kConverter &&
        (sequence.code_point == 0xFFFD || sequence.code_point == 0x1A);
    if (!sequence.is_valid || is_substitute ||
        !IsXmlCharacter(sequence.code_point)) {
      copy(k);
      copied = k + sequence.size;
      if (!sequence.is_valid || is_substitute) {
        AddInvalid(out);
      } else {
        AddIllegal(sequence.code_point, out);
      }
    }
    k += sequence.size;
  }
  copy(k);
  return k;
}

char32_t Read16(absl::string_view bytes, size_t k, bool is_big_endian) {
  const char32_t first = ByteAt(bytes, k);
  const char32_t second = ByteAt(bytes, k + 1);
  return is_big_endian ? first << 8 | second : second << 8 | first;
}

size_t DecodeUtf16(absl::string_view bytes, bool is_big_endian, bool at_end,
                   DecodedText& out) {
  size_t k = 0;
  while (k + 2 <= bytes.size()) {
    const char32_t unit = Read16(bytes, k, is_big_endian);
    if (unit < 0xD800 || unit > 0xDBFF) {
      AddCodePoint(unit, out);
      k += 2;
      continue;
    }
    if (k + 4 > bytes.size() && !at_end) return k;
    const char32_t low =
        k + 4 <= bytes.size() ? Read16(bytes, k + 2, is_big_endian) : 0;
    if (low < 0xDC00 || low > 0xDFFF) {
      AddCodePoint(unit, out);  // A lone surrogate.
      k += 2;
      continue;
    }
    AddCodePoint(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), out);
    k += 4;
  }
  if (at_end && k < bytes.size()) {
    AddInvalid(out);
    k = bytes.size();
  }
  return k;
}

size_t DecodeUtf32(absl::string_view bytes, bool is_big_endian, bool at_end,
                   DecodedText& out) {
  size_t k = 0;
  for (; k + 4 <= bytes.size(); k += 4) {
    const char32_t first = Read16(bytes, k, is_big_endian);
    const char32_t second = Read16(bytes, k + 2, is_big_endian);
    AddCodePoint(is_big_endian ? first << 16 | second : second << 16 | first,
                 out);
  }
  if (at_end && k < bytes.size()) {
    AddInvalid(out);
    k = bytes.size();
  }
  return k;
}

}  // namespace

// One of ICU's converters, with the state it is in between calls.
class Utf8Decoder::LegacyConverter {
 public:
  explicit LegacyConverter(const std::string& name)
      : from_(Open(name)), to_(Open("UTF-8")) {}

  std::string Convert(absl::string_view bytes, bool at_end) {
    std::string text;
    if (from_ == nullptr || to_ == nullptr) return text;
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    std::array<char, 16 * 1024> target;
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
      error = U_ZERO_ERROR;
      char* end = target.data();
      ucnv_convertEx(to_.get(), from_.get(), &end,
                     target.data() + target.size(), &source, source_end,
                     pivot_.data(), &pivot_source_, &pivot_target_,
                     pivot_.data() + pivot_.size(), /*reset=*/false,
                     /*flush=*/static_cast<UBool>(at_end), &error);
      text.append(target.data(), static_cast<size_t>(end - target.data()));
    }
    // A character cut off at the end of the file.
    if (error == U_TRUNCATED_CHAR_FOUND) absl::StrAppend(&text, kReplacement);
    return text;
  }

 private:
  using ConverterPtr = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

  static ConverterPtr Open(const std::string& name) {
    UErrorCode error = U_ZERO_ERROR;
    return {ucnv_open(name.c_str(), &error), &ucnv_close};
  }

  ConverterPtr from_;
  ConverterPtr to_;
  std::array<UChar, 8 * 1024> pivot_;
  UChar* pivot_source_ = pivot_.data();
  UChar* pivot_target_ = pivot_.data();
};

Utf8Decoder::Utf8Decoder() = default;
Utf8Decoder::~Utf8Decoder() = default;

DecodedText Utf8Decoder::Feed(absl::string_view bytes) {
  return JoinRuns(Decode(bytes, /*at_end=*/false));
}

DecodedText Utf8Decoder::Finish() {
  return JoinRuns(Decode("", /*at_end=*/true));
}

DecodedText Utf8Decoder::JoinRuns(DecodedText part) {
  if (part.text.empty() && part.flaws.empty()) return part;
  const auto is_invalid_at = [](const XmlFlaw& flaw, size_t offset_bytes) {
    return flaw.kind == XmlFlawKind::kInvalidBytes &&
           flaw.offset_bytes == static_cast<int64_t>(offset_bytes);
  };
  std::vector<XmlFlaw>& flaws = part.flaws;
  const bool goes_on =
      in_invalid_ && !flaws.empty() && is_invalid_at(flaws.front(), 0);
  in_invalid_ = !flaws.empty() && is_invalid_at(flaws.back(), part.text.size());
  if (goes_on) flaws.erase(flaws.begin());
  return part;
}

DecodedText Utf8Decoder::Decode(absl::string_view bytes, bool at_end) {
  DecodedText out;
  if (!encoding_.has_value()) {
    pending_.append(bytes.data(), bytes.size());
    encoding_ = DetectTextEncoding(pending_, at_end);
    if (!encoding_.has_value()) return out;
    if (encoding_->kind == EncodingKind::kLegacy) {
      legacy_ = std::make_unique<LegacyConverter>(encoding_->converter);
    }
    bytes = "";
    if (!encoding_->refusal.empty()) pending_.clear();
    pending_.erase(0, encoding_->bom_bytes);
  }
  if (!encoding_->refusal.empty()) return out;
  std::string joined = std::exchange(pending_, "");
  if (!joined.empty()) {
    joined.append(bytes.data(), bytes.size());
    bytes = joined;
  }
  if (legacy_ != nullptr) {
    // The converter puts out whole characters.
    DecodeUtf8(legacy_->Convert(bytes, at_end), /*at_end=*/true,
               Utf8Source::kConverter, out);
    return out;
  }
  out.text.reserve(bytes.size());
  const size_t used = DecodeUnicode(bytes, at_end, out);
  pending_.assign(bytes.data() + used, bytes.size() - used);
  return out;
}

size_t Utf8Decoder::DecodeUnicode(absl::string_view bytes, bool at_end,
                                  DecodedText& out) {
  switch (encoding_->kind) {
    case EncodingKind::kUtf16Le:
    case EncodingKind::kUtf16Be:
      return DecodeUtf16(bytes, encoding_->kind == EncodingKind::kUtf16Be,
                         at_end, out);
    case EncodingKind::kUtf32Le:
    case EncodingKind::kUtf32Be:
      return DecodeUtf32(bytes, encoding_->kind == EncodingKind::kUtf32Be,
                         at_end, out);
    case EncodingKind::kUtf8:
    case EncodingKind::kLegacy:
      break;
  }
  return DecodeUtf8(bytes, at_end, Utf8Source::kFile, out);
}

}  // namespace presstm
