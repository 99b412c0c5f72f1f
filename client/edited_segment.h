// Segments with inline codes as lines to edit, and back.
#ifndef CLIENT_EDITED_SEGMENT_H_
#define CLIENT_EDITED_SEGMENT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// The text with the marks of its codes, as CodeMark gives them, and nothing
// else changed.
std::string ToEditableText(const v1::Segment& segment);

struct EditedSegment {
  v1::Segment segment;
  std::vector<std::string> lost_marks;  // Of codes that `text` has no more.
};

// The segment that `text` has become, whose marks stand for the codes of
// `original`: each for one of them, in any order. What looks like a mark and
// stands for none is text.
EditedSegment FromEditableText(absl::string_view text,
                               const v1::Segment& original);

}  // namespace presstm

#endif  // CLIENT_EDITED_SEGMENT_H_
