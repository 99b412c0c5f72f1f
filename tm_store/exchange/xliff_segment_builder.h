// Builds segments from the contents of XLIFF's <source> and <target>.
#ifndef TM_STORE_EXCHANGE_XLIFF_SEGMENT_BUILDER_H_
#define TM_STORE_EXCHANGE_XLIFF_SEGMENT_BUILDER_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/exchange/xml_attributes.h"
#include "tm_store/model/segment.h"

namespace presstm {

// One of the parts into which <mrk mtype="seg"> divides a text of XLIFF 1.2.
struct XliffPart {
  std::string mid;
  Segment segment;
};

// Knows the inline elements of XLIFF 1.2 and 2: what marks a stretch or a
// place up becomes an inline code, its native content or else its tag the
// code's content. Annotations and unknown elements are looked through.
// Thread-compatible. Takes the events inside the element; keeps no more than
// base/limits.h allows.
class XliffSegmentBuilder {
 public:
  // The native content that XLIFF 2 keeps apart; "" if there is none.
  using DataLookup = std::function<std::string(absl::string_view id)>;

  void Start(absl::string_view name, const XmlAttributes& attributes,
             const DataLookup& data);
  void Text(absl::string_view text);
  void End();

  // How many codes, and parts, have begun so far.
  size_t code_count() const { return whole_.codes.size(); }
  size_t part_count() const { return parts_.size(); }

  // Whether something had to be left out because there is too much of it.
  bool is_too_long() const { return is_too_long_; }

  // What has been built; the builder is as new then. The parts are empty
  // where nothing was divided.
  struct Result {
    Segment whole;
    std::vector<XliffPart> parts;
  };
  Result Take();

 private:
  // What ends with an element.
  struct Open {
    bool is_part = false;
    bool is_content = false;  // Its text is the last code's content.
    std::optional<InlineCode> close;
  };

  void AddCode(InlineCode code);
  static void AddTo(Segment& segment, InlineCode code);

  Segment whole_;
  std::vector<XliffPart> parts_;
  bool in_part_ = false;
  int content_depth_ = 0;
  std::vector<Open> open_;
  bool is_too_long_ = false;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_XLIFF_SEGMENT_BUILDER_H_
