// UTF-8 is its own text: the decoder only looks it through. Whatever else is
// decoded is encoded again at once and compared, because some encodings have
// two spellings of a character: better an error than bytes that change.
#include "tm_store/exchange/document_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"
#include "unicode/ucnv.h"
#include "unicode/ucnv_cb.h"
#include "unicode/ucnv_err.h"

namespace presstm {
namespace {

void AppendUnit(uint32_t unit, int size_bytes, bool is_big_endian,
                std::string& out) {
  for (int k = 0; k < size_bytes; ++k) {
    const int shift = 8 * (is_big_endian ? size_bytes - 1 - k : k);
    out += static_cast<char>(unit >> shift & 0xFF);
  }
}

std::string ToUtf16(absl::string_view text, bool is_big_endian) {
  std::string out;
  for (size_t offset = 0; offset < text.size();) {
    const char32_t c = NextCodePoint(text, offset);
    if (c < 0x10000) {
      AppendUnit(c, 2, is_big_endian, out);
    } else {
      AppendUnit(0xD800 + ((c - 0x10000) >> 10), 2, is_big_endian, out);
      AppendUnit(0xDC00 + ((c - 0x10000) & 0x3FF), 2, is_big_endian, out);
    }
  }
  return out;
}

std::string ToUtf32(absl::string_view text, bool is_big_endian) {
  std::string out;
  for (size_t offset = 0; offset < text.size();) {
    AppendUnit(NextCodePoint(text, offset), 4, is_big_endian, out);
  }
  return out;
}

}  // namespace

// One of ICU's converters, from UTF-8.
class DocumentEncoder::Converter {
 public:
  // Null if ICU has none of that name.
  static std::unique_ptr<Converter> Open(const std::string& name) {
    UErrorCode error = U_ZERO_ERROR;
    Handle to(ucnv_open(name.c_str(), &error), &ucnv_close);
    Handle from(ucnv_open("UTF-8", &error), &ucnv_close);
    if (U_FAILURE(error)) return nullptr;
    ucnv_setFromUCallBack(to.get(), &UCNV_FROM_U_CALLBACK_ESCAPE,
                          UCNV_ESCAPE_XML_HEX, nullptr, nullptr, &error);
    return std::unique_ptr<Converter>(
        new Converter(std::move(to), std::move(from)));
  }

  std::string Convert(absl::string_view text) {
    std::string out;
    std::array<UChar, 4 * 1024> pivot;
    std::array<char, 16 * 1024> target;
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    const char* source = text.data();
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    for (bool is_first = true; error == U_BUFFER_OVERFLOW_ERROR;
         is_first = false) {
      error = U_ZERO_ERROR;
      char* end = target.data();
      ucnv_convertEx(
          to_.get(), from_.get(), &end, target.data() + target.size(), &source,
          text.data() + text.size(), pivot.data(), &pivot_source, &pivot_target,
          pivot.data() + pivot.size(),
          /*reset=*/static_cast<UBool>(is_first), /*flush=*/true, &error);
      out.append(target.data(), static_cast<size_t>(end - target.data()));
    }
    return out;
  }

 private:
  using Handle = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

  Converter(Handle to, Handle from)
      : to_(std::move(to)), from_(std::move(from)) {}

  Handle to_;
  Handle from_;
};

DocumentEncoder::DocumentEncoder(const TextEncoding& encoding)
    : kind_(encoding.kind) {
  if (kind_ == EncodingKind::kLegacy) {
    own_ = Converter::Open(encoding.converter);
  }
  if (encoding.declared.empty()) return;
  new_ = Converter::Open(encoding.declared);
  if (new_ == nullptr) new_ = Converter::Open(encoding.converter);
}

DocumentEncoder::~DocumentEncoder() = default;

std::string DocumentEncoder::Encode(absl::string_view text) {
  switch (kind_) {
    case EncodingKind::kUtf8:
      break;
    case EncodingKind::kUtf16Le:
    case EncodingKind::kUtf16Be:
      return ToUtf16(text, kind_ == EncodingKind::kUtf16Be);
    case EncodingKind::kUtf32Le:
    case EncodingKind::kUtf32Be:
      return ToUtf32(text, kind_ == EncodingKind::kUtf32Be);
    case EncodingKind::kLegacy:
      return own_ == nullptr ? "" : own_->Convert(text);
  }
  return std::string(text);
}

std::string DocumentEncoder::EncodeNew(absl::string_view text) {
  return new_ == nullptr ? Encode(text) : new_->Convert(text);
}

bool DocumentEncoder::HasAllOf(absl::string_view text) {
  if (new_ == nullptr) return true;
  const auto references = [](absl::string_view bytes) {
    size_t count = 0;
    for (size_t k = bytes.find("&#x"); k != absl::string_view::npos;
         k = bytes.find("&#x", k + 1)) {
      ++count;
    }
    return count;
  };
  return references(EncodeNew(text)) == references(text);
}

absl::StatusOr<std::string> DocumentDecoder::Feed(absl::string_view bytes) {
  unchecked_.append(bytes.data(), bytes.size());
  return Check(decoder_.Feed(bytes), /*at_end=*/false);
}

absl::StatusOr<std::string> DocumentDecoder::Finish() {
  return Check(decoder_.Finish(), /*at_end=*/true);
}

absl::StatusOr<std::string> DocumentDecoder::Check(DecodedText decoded,
                                                   bool at_end) {
  if (!encoding().has_value()) return std::string();
  if (!encoding()->refusal.empty()) {
    return InvalidArgument(ErrorReason::kFileMalformed, encoding()->refusal);
  }
  if (!is_known_) {
    is_known_ = true;
    mark_ = unchecked_.substr(0, encoding()->bom_bytes);
    unchecked_.erase(0, mark_.size());
    if (encoding()->kind != EncodingKind::kUtf8) {
      encoder_ = std::make_unique<DocumentEncoder>(*encoding());
    }
  }
  if (!decoded.flaws.empty()) {
    const XmlFlaw& flaw = decoded.flaws[0];
    return Fault(
        decoded.text.substr(0, static_cast<size_t>(flaw.offset_bytes)),
        flaw.kind == XmlFlawKind::kIllegalCharacter
            ? absl::StrFormat("the character U+%04X, which XML does not allow",
                              static_cast<uint32_t>(flaw.code_point))
            : "bytes that stand for no character in the file's encoding");
  }
  if (encoder_ == nullptr) {
    unchecked_.clear();
  } else {
    const std::string again = encoder_->Encode(decoded.text);
    if (!absl::StartsWith(unchecked_, again) ||
        (at_end && again.size() != unchecked_.size())) {
      return Fault("",
                   "a character here or soon after has another code than the "
                   "usual one in the file's encoding and could not be kept: "
                   "convert the file to UTF-8");
    }
    unchecked_.erase(0, again.size());
  }
  line_ += std::count(decoded.text.begin(), decoded.text.end(), '\n');
  return std::move(decoded.text);
}

absl::Status DocumentDecoder::Fault(absl::string_view text_before,
                                    absl::string_view what) {
  line_ += std::count(text_before.begin(), text_before.end(), '\n');
  return InvalidArgument(ErrorReason::kFileMalformed,
                         absl::StrCat("line ", line_, ": ", what));
}

}  // namespace presstm
