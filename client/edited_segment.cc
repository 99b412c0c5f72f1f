#include "client/edited_segment.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/display_text.h"
#include "tm_store/text/utf8.h"

namespace presstm {

std::string ToEditableText(const v1::Segment& segment) {
  const absl::string_view text = segment.text();
  std::string editable;
  size_t offset = 0;
  int position = 0;
  for (const v1::InlineCode& code : segment.codes()) {
    const size_t begin = offset;
    while (position < code.position_code_points() && offset < text.size()) {
      NextCodePoint(text, offset);
      ++position;
    }
    absl::StrAppend(&editable, text.substr(begin, offset - begin),
                    CodeMark(code));
  }
  absl::StrAppend(&editable, text.substr(offset));
  return editable;
}

EditedSegment FromEditableText(absl::string_view text,
                               const v1::Segment& original) {
  EditedSegment edited;
  std::vector<v1::InlineCode> left(original.codes().begin(),
                                   original.codes().end());
  int position = 0;
  for (size_t offset = 0; offset < text.size();) {
    const auto code =
        std::find_if(left.begin(), left.end(), [&](const v1::InlineCode& c) {
          return absl::StartsWith(text.substr(offset), CodeMark(c));
        });
    if (code != left.end()) {
      offset += CodeMark(*code).size();
      code->set_position_code_points(position);
      *edited.segment.add_codes() = *code;
      left.erase(code);
      continue;
    }
    const size_t begin = offset;
    NextCodePoint(text, offset);
    absl::StrAppend(edited.segment.mutable_text(),
                    text.substr(begin, offset - begin));
    ++position;
  }
  for (const v1::InlineCode& code : left) {
    edited.lost_marks.push_back(CodeMark(code));
  }
  return edited;
}

}  // namespace presstm
