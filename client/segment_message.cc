#include "client/segment_message.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tm_store/exchange/tmx_elements.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

v1::InlineCodeKind KindMessage(InlineCodeKind kind) {
  switch (kind) {
    case InlineCodeKind::kOpen:
      return v1::INLINE_CODE_KIND_OPEN;
    case InlineCodeKind::kClose:
      return v1::INLINE_CODE_KIND_CLOSE;
    case InlineCodeKind::kStandalone:
      break;
  }
  return v1::INLINE_CODE_KIND_STANDALONE;
}

v1::TmxElement ElementMessage(TmxElement element) {
  const std::string name = absl::AsciiStrToUpper(TmxElementName(element));
  v1::TmxElement message = v1::TMX_ELEMENT_UNSPECIFIED;
  v1::TmxElement_Parse(absl::StrCat("TMX_ELEMENT_", name), &message);
  return message;
}

}  // namespace

v1::Segment SegmentMessage(const Segment& segment) {
  v1::Segment message;
  message.set_text(segment.text);
  size_t offset = 0;
  int position = 0;
  for (const InlineCode& code : segment.codes) {
    for (; offset < code.position_bytes; ++position) {
      NextCodePoint(segment.text, offset);
    }
    v1::InlineCode& out = *message.add_codes();
    out.set_kind(KindMessage(code.kind));
    out.set_position_code_points(position);
    out.set_content(code.content);
    out.set_content_is_xml(code.content_is_xml);
    out.set_pair_id(code.i);
    out.set_correspondence_id(code.x);
    out.set_type(code.type);
    out.set_tmx_element(ElementMessage(code.element));
    out.set_tmx_pos(code.pos);
    out.set_tmx_assoc(code.assoc);
  }
  return message;
}

}  // namespace presstm
