// Builds a Segment from the content of a <seg> element.
#ifndef TM_STORE_EXCHANGE_TMX_SEGMENT_BUILDER_H_
#define TM_STORE_EXCHANGE_TMX_SEGMENT_BUILDER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/exchange/xml_attributes.h"
#include "tm_store/model/segment.h"

namespace presstm {

// Takes what the parser meets inside a <seg>, in order. Inline elements
// become codes, their content XML that is valid in TMX 1.4b:
//   bpt, ept    open and close. A missing `i` is filled in.
//   ph, ut      standalone.
//   it          standalone: its counterpart is in another segment. A missing
//               `pos` is guessed from the content.
//   hi          open and close around text that stays in the segment.
//   sub         stays within the content of the code it is in.
//   others      kept as ph or, around text, as bpt and ept, with the tags as
//               escaped text.
// Thread-compatible; may be used again after Take. O(input) time, memory
// bounded by the limits of base/limits.h.
class TmxSegmentBuilder {
 public:
  void Start(absl::string_view name, const XmlAttributes& attributes);
  void End(absl::string_view name);
  void Text(absl::string_view text);

  // Whether the parser is inside a code, not in text to be translated.
  bool in_code() const { return code_depth_ > 0; }

  // How many codes have begun so far.
  size_t code_count() const { return segment_.codes.size(); }

  // Bytes held.
  size_t size_bytes() const { return size_bytes_; }

  // Why the segment cannot be stored ("The segment is too long."); "" if
  // it can. What is beyond the limits is not kept.
  absl::string_view fault() const { return fault_; }

  // Returns the segment, codes numbered, and starts afresh.
  Segment Take();

 private:
  // An element around text of the segment.
  struct OpenElement {
    bool is_hi = false;
    size_t code_index = 0;  // Of its opening code.
  };

  void StartCode(TmxElement element, const XmlAttributes& attributes);
  void StartInCode(absl::string_view name, const XmlAttributes& attributes);
  void StartUnknown(absl::string_view name, const XmlAttributes& attributes);
  void EndAroundText(absl::string_view name);
  InlineCode* AddCode(InlineCodeKind kind, TmxElement element);
  void AppendContent(absl::string_view xml);
  bool MayGrow(size_t bytes);

  Segment segment_;
  std::vector<OpenElement> open_elements_;
  int code_depth_ = 0;  // Elements open from the code's own inwards.
  // Of elements inside the code: written as XML, not as escaped text.
  std::vector<bool> nested_is_xml_;
  // Of the code and elements inside: the innermost XML element may hold codes
  // (sub, hi) as against sub elements.
  std::vector<bool> nested_holds_codes_;
  size_t size_bytes_ = 0;
  absl::string_view fault_;  // Static.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_SEGMENT_BUILDER_H_
