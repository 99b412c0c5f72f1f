#include "client/display_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

struct Mark {
  absl::string_view begin;
  absl::string_view end;
};

constexpr Mark kPlainDelete = {"[-", "-]"};
constexpr Mark kPlainInsert = {"{+", "+}"};
constexpr Mark kPlainSpan = {"[=", "=]"};
constexpr Mark kColorDelete = {"\x1b[31;9m", "\x1b[0m"};
constexpr Mark kColorInsert = {"\x1b[32;4m", "\x1b[0m"};
constexpr Mark kColorSpan = {"\x1b[1;33m", "\x1b[0m"};

// Whether terminals obey it rather than show it: control characters and the
// ones that turn the direction of writing.
bool IsUnprintable(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

// A text that is taken piece by piece from its beginning, in code points.
class PieceReader {
 public:
  explicit PieceReader(absl::string_view text) : text_(text) {}
  explicit PieceReader(const v1::Segment& segment)
      : text_(segment.text()), codes_(&segment.codes()) {}

  // Returns what is left before code point `end`, codes that stand before or
  // at it included.
  std::string TakeUntil(int end) {
    std::string piece;
    while (true) {
      AppendCodes(piece);
      if (position_ >= end || offset_ >= text_.size()) return piece;
      const size_t begin = offset_;
      NextCodePoint(text_, offset_);
      piece += ToPrintable(text_.substr(begin, offset_ - begin));
      ++position_;
    }
  }

 private:
  void AppendCodes(std::string& piece) {
    if (codes_ == nullptr) return;
    while (next_code_ < codes_->size() &&
           (*codes_)[next_code_].position_code_points() <= position_) {
      piece += CodeMark((*codes_)[next_code_++]);
    }
  }

  absl::string_view text_;
  const google::protobuf::RepeatedPtrField<v1::InlineCode>* codes_ = nullptr;
  size_t offset_ = 0;
  int position_ = 0;
  int next_code_ = 0;
};

// Marks of nothing would only confuse.
std::string Marked(const std::string& piece, const Mark& mark) {
  return piece.empty() ? "" : absl::StrCat(mark.begin, piece, mark.end);
}

}  // namespace

std::string ToPrintable(absl::string_view text) {
  std::string printable;
  size_t offset = 0;
  while (offset < text.size()) {
    const char32_t c = NextCodePoint(text, offset);
    if (!IsUnprintable(c)) {
      AppendUtf8(c, printable);
    } else if (c < 0x20) {
      AppendUtf8(0x2400 + c, printable);
    } else {
      AppendUtf8(c == 0x7F ? U'\u2421' : U'\uFFFD', printable);
    }
  }
  return printable;
}

std::string CodeMark(const v1::InlineCode& code) {
  switch (code.kind()) {
    case v1::INLINE_CODE_KIND_OPEN:
      return absl::StrCat("<", code.number(), ">");
    case v1::INLINE_CODE_KIND_CLOSE:
      return absl::StrCat("</", code.number(), ">");
    default:
      return absl::StrCat("<", code.number(), "/>");
  }
}

std::string ToDisplayText(const v1::Segment& segment) {
  return PieceReader(segment).TakeUntil(
      static_cast<int>(segment.text().size()));
}

std::string HighlightDifferences(absl::string_view query,
                                 const v1::Match& match, bool color) {
  const Mark& deleted = color ? kColorDelete : kPlainDelete;
  const Mark& inserted = color ? kColorInsert : kPlainInsert;
  PieceReader query_reader(query);
  PieceReader source_reader(match.source().segment());
  std::string text;
  for (const v1::Difference& difference : match.differences()) {
    const std::string only_query =
        query_reader.TakeUntil(difference.query_end_code_points());
    const std::string only_source =
        source_reader.TakeUntil(difference.source_end_code_points());
    if (difference.kind() == v1::DIFFERENCE_KIND_EQUAL) {
      text += only_source;
    } else {
      text += Marked(only_query, deleted) + Marked(only_source, inserted);
    }
  }
  return text + source_reader.TakeUntil(
                    static_cast<int>(match.source().segment().text().size()));
}

std::string HighlightSpans(
    const v1::Segment& segment,
    const google::protobuf::RepeatedPtrField<v1::TextSpan>& spans, bool color) {
  const Mark& mark = color ? kColorSpan : kPlainSpan;
  PieceReader reader(segment);
  std::string text;
  for (const v1::TextSpan& span : spans) {
    text += reader.TakeUntil(span.begin_code_points());
    text += Marked(reader.TakeUntil(span.end_code_points()), mark);
  }
  return text + reader.TakeUntil(static_cast<int>(segment.text().size()));
}

}  // namespace presstm
