// Documents in any encoding as UTF-8, and back to the very same bytes.
#ifndef TM_STORE_EXCHANGE_DOCUMENT_TEXT_H_
#define TM_STORE_EXCHANGE_DOCUMENT_TEXT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/text_encoding.h"
#include "tm_store/exchange/utf8_decoder.h"

namespace presstm {

// Writes text in a document's encoding. Thread-compatible.
class DocumentEncoder {
 public:
  explicit DocumentEncoder(const TextEncoding& encoding);
  ~DocumentEncoder();
  DocumentEncoder(const DocumentEncoder&) = delete;
  DocumentEncoder& operator=(const DocumentEncoder&) = delete;

  // What DocumentDecoder made of the document's own bytes.
  std::string Encode(absl::string_view text);

  // Text that is put into it: characters that the encoding the document
  // declares does not have become character references of XML.
  std::string EncodeNew(absl::string_view text);

  // Whether EncodeNew needs no references for it.
  bool HasAllOf(absl::string_view text);

 private:
  class Converter;

  const EncodingKind kind_;
  std::unique_ptr<Converter> own_;  // Only of kLegacy.
  // Of the encoding the document declares; null if that has all characters.
  std::unique_ptr<Converter> new_;
};

// Finds out the encoding of a document, as Utf8Decoder does, and decodes it.
// Unlike that it takes only what DocumentEncoder can give back byte for byte.
// Thread-compatible. O(bytes) time.
class DocumentDecoder {
 public:
  // The next text; empty as long as the encoding is not known. InvalidArgument
  // with FILE_MALFORMED and the line if bytes stand for no character, or for
  // one that XML does not allow, or would be written otherwise.
  absl::StatusOr<std::string> Feed(absl::string_view bytes);
  absl::StatusOr<std::string> Finish();

  // Does not change any more once it is known.
  const std::optional<TextEncoding>& encoding() const {
    return decoder_.encoding();
  }
  // The byte order mark, which is not in the text; "" if there is none.
  const std::string& mark() const { return mark_; }

 private:
  absl::StatusOr<std::string> Check(DecodedText decoded, bool at_end);
  absl::Status Fault(absl::string_view text_before, absl::string_view what);

  Utf8Decoder decoder_;
  std::string unchecked_;  // Bytes whose text has not been seen.
  std::string mark_;
  bool is_known_ = false;
  std::unique_ptr<DocumentEncoder> encoder_;  // Null for UTF-8.
  int64_t line_ = 1;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DOCUMENT_TEXT_H_
