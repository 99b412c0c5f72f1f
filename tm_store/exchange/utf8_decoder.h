// Bytes in any encoding in, clean UTF-8 out: the first stage of reading XML.
#ifndef TM_STORE_EXCHANGE_UTF8_DECODER_H_
#define TM_STORE_EXCHANGE_UTF8_DECODER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/exchange/text_encoding.h"
#include "tm_store/exchange/xml_flaw.h"

namespace presstm {

// A stretch of a file's text.
struct DecodedText {
  // Valid UTF-8 with none but the characters XML 1.0 allows; line ends as
  // they came; no byte order mark.
  std::string text;
  // In order; offsets count into `text`. Where bytes were invalid, nothing
  // stands in `text`; a run of them is one flaw, also if it goes on from the
  // stretch before. Undefined entities are not looked for here.
  std::vector<XmlFlaw> flaws;
};

// Finds out the encoding of a stream of bytes (see text_encoding.h) and
// decodes it. Never fails: what stands for no character is left out and
// listed. Of a file that is refused (TextEncoding::refusal) nothing is decoded:
// for the caller to ask. Thread-compatible. Keeps some 64 KiB at most; O(bytes)
// time.
//
//   Utf8Decoder decoder;
//   DecodedText decoded = decoder.Feed(bytes);  // As often as need be.
//   decoded = decoder.Finish();
class Utf8Decoder {
 public:
  Utf8Decoder();
  ~Utf8Decoder();
  Utf8Decoder(const Utf8Decoder&) = delete;
  Utf8Decoder& operator=(const Utf8Decoder&) = delete;

  // Takes the next bytes and returns what they complete. Empty as long as the
  // encoding is not known.
  DecodedText Feed(absl::string_view bytes);

  // Says that there are no more bytes; returns the rest.
  DecodedText Finish();

  // Nullopt as long as too few bytes have come.
  const std::optional<TextEncoding>& encoding() const { return encoding_; }

 private:
  class LegacyConverter;

  DecodedText Decode(absl::string_view bytes, bool at_end);
  DecodedText JoinRuns(DecodedText part);
  size_t DecodeUnicode(absl::string_view bytes, bool at_end, DecodedText& out);

  std::optional<TextEncoding> encoding_;
  // The beginning until the encoding is known; then a cut-off character.
  std::string pending_;
  std::unique_ptr<LegacyConverter> legacy_;
  bool in_invalid_ = false;  // What came last was a run of invalid bytes.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_UTF8_DECODER_H_
