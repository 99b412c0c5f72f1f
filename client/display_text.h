// Texts as people see them: on one line, codes and differences marked.
#ifndef CLIENT_DISPLAY_TEXT_H_
#define CLIENT_DISPLAY_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// Returns `text` without what could move the cursor or change colours:
// control characters become their pictures ("␊" for a line feed).
std::string ToPrintable(absl::string_view text);

// What stands for an inline code: "<1>", "</1>" or "<2/>".
std::string CodeMark(const v1::InlineCode& code);

// The text with its inline codes: "Press <1>here</1>".
std::string ToDisplayText(const v1::Segment& segment);

// The source of `match` with its differences from `query` marked: what only
// the query has and what only the match has, in this order. With `color` the
// first is red and struck out, the second green and underlined; else they
// look like "[-this-]" and "{+that+}". Codes of the source are shown where
// they stand.
std::string HighlightDifferences(absl::string_view query,
                                 const v1::Match& match, bool color);

// The segment with `spans` of its text marked: bold and yellow with `color`,
// else "[=so=]".
std::string HighlightSpans(
    const v1::Segment& segment,
    const google::protobuf::RepeatedPtrField<v1::TextSpan>& spans, bool color);

}  // namespace presstm

#endif  // CLIENT_DISPLAY_TEXT_H_
