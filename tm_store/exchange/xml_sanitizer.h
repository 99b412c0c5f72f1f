// Makes decoded text safe for an XML parser that takes no half measures: the
// second stage of reading XML.
#ifndef TM_STORE_EXCHANGE_XML_SANITIZER_H_
#define TM_STORE_EXCHANGE_XML_SANITIZER_H_

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/utf8_decoder.h"
#include "tm_store/exchange/xml_flaw.h"

namespace presstm {

// One tag, or the document type declaration, in bytes.
inline constexpr size_t kMaxMarkupBytes = 1024 * 1024;

// Goes over a stream of decoded text and
//   - leaves out references to characters XML does not allow, and joins
//     references to the two halves of a surrogate pair;
//   - puts U+FFFD for references to entities other than the five predefined
//     ones: entity declarations are refused, so nobody has defined them;
//   - puts U+FFFD where the decoder met invalid bytes;
//   - replaces comments and processing instructions, the XML declaration
//     among them, by as many line ends: their length is not bounded.
// Anything else passes unchanged, well-formed or not, and lines keep their
// numbers. Thread-compatible. O(bytes) time, constant memory.
class XmlSanitizer {
 public:
  // Appends what comes of `decoded` to `out`. ResourceExhausted, without a
  // line number, if a tag is longer than kMaxMarkupBytes.
  absl::Status Feed(const DecodedText& decoded, std::string& out);

  // Appends the rest. InvalidArgument if a comment, processing instruction
  // or CDATA section has not ended.
  absl::Status Finish(std::string& out);

  // Flaws not yet taken, in order; offsets count from the beginning of all
  // output. Where kMaxPendingFlaws wait, further characters that were left
  // out are counted but not listed.
  std::deque<XmlFlaw>& flaws() { return flaws_; }
  static constexpr size_t kMaxPendingFlaws = 100'000;

  // How often each character that XML does not allow was left out. Counts
  // references beyond U+10FFFF as U+110000.
  const std::map<char32_t, int64_t>& dropped_characters() const {
    return dropped_characters_;
  }

 private:
  enum class State { kText, kTag, kDoctype, kSkipped, kCdata };

  // Takes as much of `text` as can be decided on; the rest goes to held_.
  absl::Status Process(absl::string_view text, bool at_end, std::string& out);
  // Each takes some of `text` and returns how much; 0 asks for more text.
  size_t Step(absl::string_view text, bool at_end, std::string& out);
  size_t StepText(absl::string_view text, bool at_end, std::string& out);
  size_t StepMarkup(absl::string_view text, bool at_end, std::string& out);
  size_t StepTag(absl::string_view text, bool at_end, std::string& out);
  size_t StepDoctype(absl::string_view text, bool at_end, std::string& out);
  size_t StepSkipped(absl::string_view text, bool at_end, std::string& out);
  size_t StepCdata(absl::string_view text, bool at_end, std::string& out);
  size_t StepReference(absl::string_view text, bool at_end, std::string& out);
  size_t StepCharacterReference(absl::string_view text, size_t size,
                                bool at_end, std::string& out);

  void BeginSkipped(absl::string_view terminator, State next);
  void Replace(XmlFlaw flaw, std::string& out);
  void Drop(char32_t code_point, const std::string& out);
  void AddFlaw(XmlFlaw flaw, const std::string& out);

  State state_ = State::kText;
  char quote_ = '\0';             // The one open in a tag or declaration.
  int bracket_depth_ = 0;         // In a document type declaration.
  size_t markup_bytes_ = 0;       // Of the tag or declaration so far.
  absl::string_view terminator_;  // Of what is skipped; static.
  State after_skipped_ = State::kText;
  bool ended_with_return_ = false;  // What is skipped: its last character.
  std::string held_;
  // Output of earlier calls, and what stood in `out` before this one.
  int64_t put_out_bytes_ = 0;
  size_t out_begin_bytes_ = 0;
  std::deque<XmlFlaw> flaws_;
  std::map<char32_t, int64_t> dropped_characters_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XML_SANITIZER_H_
