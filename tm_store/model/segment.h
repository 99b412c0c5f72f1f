// One language's side of a translation unit: text with inline codes.
#ifndef TM_STORE_MODEL_SEGMENT_H_
#define TM_STORE_MODEL_SEGMENT_H_

#include <cstddef>
#include <string>
#include <vector>

namespace presstm {

// What a code does, whatever element it came from.
enum class InlineCodeKind { kOpen, kClose, kStandalone };

// The TMX 1.4b element a code came from and goes back to. kNone: made
// through the API; written as bpt, ept or ph.
enum class TmxElement { kNone, kBpt, kEpt, kPh, kIt, kHi, kUt };

// A piece of markup at a place in a segment's text.
struct InlineCode {
  InlineCodeKind kind = InlineCodeKind::kStandalone;
  // Where it stands: bytes into Segment::text, on a code point boundary.
  size_t position_bytes = 0;
  // Counts from 1 in order of appearance; an open and its close share it.
  int number = 0;
  // The markup of the source format. For codes from TMX the inner XML of the
  // element as it was, escapes and sub elements included; for others plain
  // text. Never matched, never translated.
  std::string content;
  // True if `content` is an XML fragment.
  bool content_is_xml = false;
  TmxElement element = TmxElement::kNone;
  // TMX attributes as written; empty where absent. `i` pairs bpt and ept; `x`
  // relates codes across languages; `pos` is "begin" or "end" on it elements;
  // `assoc` is "p", "f" or "b".
  std::string i;
  std::string x;
  std::string type;
  std::string pos;
  std::string assoc;

  friend bool operator==(const InlineCode&, const InlineCode&) = default;
};

// A value. `codes` is in order of position; codes at one position stand in
// their order in the list.
struct Segment {
  std::string text;  // Valid UTF-8, without codes.
  std::vector<InlineCode> codes;

  friend bool operator==(const Segment&, const Segment&) = default;
};

// Returns the text with its codes as people see them: "<1>", "</1>", "<2/>".
std::string ToDisplayText(const Segment& segment);

// Numbers `codes` from 1 in order of appearance; an open and the close that
// carries the same TMX `i` (or, failing that, the innermost open one) share
// a number.
void NumberInlineCodes(Segment& segment);

}  // namespace presstm

#endif  // TM_STORE_MODEL_SEGMENT_H_
