// Where the inline codes of a segment stand in a document.
#ifndef TM_STORE_EXCHANGE_MARKUP_SPANS_H_
#define TM_STORE_EXCHANGE_MARKUP_SPANS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace presstm {

// Follows the inline elements of a segment beside its builder, which says how
// many codes it has before and after each. Thread-compatible.
class MarkupSpans {
 public:
  struct Tag {
    int64_t begin = 0;  // Bytes of the document's text.
    int64_t end = 0;
  };

  void Start(size_t codes_before, size_t codes_after, Tag tag);
  void End(size_t codes_before, size_t codes_after, Tag tag);

  // Each code as it is written in `text`, the stretch of the document that
  // begins at `text_begin`. A pair of codes written as one empty element gets
  // tags of its own. Starts afresh.
  std::vector<std::string> Take(absl::string_view text, int64_t text_begin);

 private:
  struct Code {
    Tag span;
    size_t opened_by = 0;         // Of a closing code without a tag.
    bool is_half_of_tag = false;  // Of such a pair.
  };

  std::vector<Code> codes_;
  std::vector<size_t> open_;  // Codes of the open elements; kNone without.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_MARKUP_SPANS_H_
