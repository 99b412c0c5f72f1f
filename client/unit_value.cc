#include "client/unit_value.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "client/names.h"
#include "tm_store/exchange/tmx_elements.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

absl::Time TimeValue(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) +
         absl::Nanoseconds(time.nanos());
}

InlineCodeKind KindValue(v1::InlineCodeKind kind) {
  switch (kind) {
    case v1::INLINE_CODE_KIND_OPEN:
      return InlineCodeKind::kOpen;
    case v1::INLINE_CODE_KIND_CLOSE:
      return InlineCodeKind::kClose;
    default:
      return InlineCodeKind::kStandalone;
  }
}

TmxElement ElementValue(v1::TmxElement element) {
  absl::string_view name = v1::TmxElement_Name(element);
  absl::ConsumePrefix(&name, "TMX_ELEMENT_");
  return TmxElementFromName(absl::AsciiStrToLower(name));
}

InlineCode CodeValue(const v1::InlineCode& message) {
  return {.kind = KindValue(message.kind()),
          .number = message.number(),
          .content = message.content(),
          .content_is_xml = message.content_is_xml(),
          .element = ElementValue(message.tmx_element()),
          .i = message.pair_id(),
          .x = message.correspondence_id(),
          .type = message.type(),
          .pos = message.tmx_pos(),
          .assoc = message.tmx_assoc()};
}

Segment SegmentValue(const v1::Segment& message) {
  Segment segment = {.text = message.text()};
  size_t offset = 0;
  int position = 0;
  for (const v1::InlineCode& code : message.codes()) {
    for (;
         position < code.position_code_points() && offset < segment.text.size();
         ++position) {
      NextCodePoint(segment.text, offset);
    }
    segment.codes.push_back(CodeValue(code));
    segment.codes.back().position_bytes = offset;
  }
  return segment;
}

template <typename Repeated>
std::vector<Property> PropertyValues(const Repeated& messages) {
  std::vector<Property> properties;
  for (const v1::Property& message : messages) {
    properties.push_back({message.key(), message.value()});
  }
  return properties;
}

}  // namespace

Variant VariantValue(const v1::Variant& message) {
  return {.language = message.language_code(),
          .segment = SegmentValue(message.segment()),
          .properties = PropertyValues(message.properties()),
          .notes = {message.notes().begin(), message.notes().end()}};
}

TranslationUnit UnitValue(const v1::TranslationUnit& message) {
  TranslationUnit unit = {
      .source_language = message.source_language_code(),
      .properties = PropertyValues(message.properties()),
      .notes = {message.notes().begin(), message.notes().end()},
      .document = message.document(),
      .external_id = message.external_id(),
      .origin =
          OriginFromName(OriginLabel(message.origin())).value_or(Origin()),
      .status = TranslationStatusFromName(StatusLabel(message.status()))
                    .value_or(TranslationStatus()),
      .created_by = message.created_by(),
      .changed_by = message.updated_by(),
      .usage_count = message.usage_count()};
  for (const v1::Variant& variant : message.variants()) {
    unit.variants.push_back(VariantValue(variant));
  }
  for (const v1::Context& context : message.contexts()) {
    unit.contexts.push_back({context.language_code(), context.previous_text(),
                             context.next_text(), context.key()});
  }
  if (message.has_create_time()) {
    unit.create_time = TimeValue(message.create_time());
  }
  if (message.has_update_time()) {
    unit.change_time = TimeValue(message.update_time());
  }
  if (message.has_last_used_time()) {
    unit.last_used_time = TimeValue(message.last_used_time());
  }
  return unit;
}

}  // namespace presstm
