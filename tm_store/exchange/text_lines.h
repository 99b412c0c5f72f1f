// The lines of a text file in any encoding.
#ifndef TM_STORE_EXCHANGE_TEXT_LINES_H_
#define TM_STORE_EXCHANGE_TEXT_LINES_H_

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/exchange/utf8_decoder.h"

namespace presstm {

// Longer lines are cut there.
inline constexpr size_t kMaxLineBytes = 8 * 1024 * 1024;

// Valid UTF-8 without its end.
struct TextLine {
  std::string text;
  int64_t number = 0;                // From 1.
  bool has_carriage_return = false;  // Before the line feed.
  bool has_line_feed = false;
  // Bytes that stand for no character in the file's encoding were left out.
  bool has_invalid_bytes = false;
  // Characters that no file of ours may have, such as U+0001, were left out:
  // the first few, each once.
  std::vector<char32_t> dropped_characters;
  bool is_cut = false;
};

// Takes the bytes of a file as they come. Lines end with LF or CR LF.
// Thread-compatible. Holds lines not yet taken and the one under way.
class TextLines {
 public:
  void Feed(absl::string_view bytes) { Take(decoder_.Feed(bytes)); }
  // Says that there are no more bytes. A last line without end counts unless
  // it is empty.
  void Finish();

  // The complete lines so far; to be emptied by the caller.
  std::deque<TextLine>& lines() { return lines_; }

  // Says that the declared encoding was not believed; empty until known.
  std::string warning() const {
    return decoder_.encoding() ? decoder_.encoding()->warning : "";
  }
  // Why the file cannot be read; empty if it can, or until known.
  std::string refusal() const {
    return decoder_.encoding() ? decoder_.encoding()->refusal : "";
  }

 private:
  void Take(const DecodedText& decoded);
  void AddFlaw(const XmlFlaw& flaw);
  void Append(absl::string_view text);
  void EndLine(bool has_line_feed);

  Utf8Decoder decoder_;
  TextLine line_ = {.number = 1};
  std::deque<TextLine> lines_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TEXT_LINES_H_
