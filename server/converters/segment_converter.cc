#include "server/converters/segment_converter.h"

#include <optional>
#include <utility>

#include "server/converters/annotated.h"
#include "server/converters/code_points.h"
#include "server/converters/enum_converter.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/xml_text.h"

namespace presstm {
namespace {

absl::StatusOr<InlineCode> CodeFromProto(const v1::InlineCode& proto,
                                         CodePointOffsets& offsets,
                                         size_t lowest_position_bytes) {
  InlineCode code{.content = proto.content(),
                  .content_is_xml = proto.content_is_xml(),
                  .i = proto.pair_id(),
                  .x = proto.correspondence_id(),
                  .type = proto.type(),
                  .pos = proto.tmx_pos(),
                  .assoc = proto.tmx_assoc()};
  PRESSTM_ASSIGN_OR_RETURN(code.kind, InField(FromProto(proto.kind()), "kind"));
  PRESSTM_ASSIGN_OR_RETURN(
      code.element, InField(FromProto(proto.tmx_element()), "tmx_element"));
  if (code.content_is_xml && !IsXmlFragment(code.content)) {
    return InvalidArgument(
        ErrorReason::kInvalidArgument,
        "content is not well-formed XML: escape it or leave content_is_xml",
        "content");
  }
  const std::optional<size_t> position =
      offsets.ToBytes(proto.position_code_points());
  if (!position || *position < lowest_position_bytes) {
    return InvalidArgument(
        ErrorReason::kInvalidArgument,
        "position_code_points must lie within the text, in Unicode code "
        "points, and not before the code that precedes it in the list",
        "position_code_points");
  }
  code.position_bytes = *position;
  return code;
}

}  // namespace

v1::Segment ToProto(const Segment& segment) {
  v1::Segment proto;
  proto.set_text(segment.text);
  CodePointOffsets offsets(segment.text);
  for (const InlineCode& code : segment.codes) {
    v1::InlineCode& out = *proto.add_codes();
    out.set_kind(ToProto(code.kind));
    out.set_position_code_points(offsets.FromBytes(code.position_bytes));
    out.set_number(code.number);
    out.set_content(code.content);
    out.set_content_is_xml(code.content_is_xml);
    out.set_pair_id(code.i);
    out.set_correspondence_id(code.x);
    out.set_type(code.type);
    out.set_tmx_element(ToProto(code.element));
    out.set_tmx_pos(code.pos);
    out.set_tmx_assoc(code.assoc);
  }
  return proto;
}

absl::StatusOr<Segment> FromProto(const v1::Segment& proto) {
  Segment segment;
  segment.text = proto.text();
  CodePointOffsets offsets(segment.text);
  size_t lowest_position_bytes = 0;
  for (int i = 0; i < proto.codes_size(); ++i) {
    PRESSTM_ASSIGN_OR_RETURN(
        InlineCode code,
        InField(CodeFromProto(proto.codes(i), offsets, lowest_position_bytes),
                ElementName("codes", i)));
    lowest_position_bytes = code.position_bytes;
    segment.codes.push_back(std::move(code));
  }
  NumberInlineCodes(segment);
  return segment;
}

}  // namespace presstm
