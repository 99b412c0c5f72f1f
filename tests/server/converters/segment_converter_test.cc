#include "server/converters/segment_converter.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

Segment MakeSegment() {
  Segment segment;
  segment.text = "请点击😀这里";
  InlineCode open;
  open.kind = InlineCodeKind::kOpen;
  open.position_bytes = 9;
  open.content = "<b>";
  open.element = TmxElement::kBpt;
  open.i = "1";
  open.x = "7";
  open.type = "bold";
  InlineCode close = open;
  close.kind = InlineCodeKind::kClose;
  close.position_bytes = 13;
  close.element = TmxElement::kEpt;
  InlineCode standalone;
  standalone.position_bytes = segment.text.size();
  standalone.content = "&lt;br/&gt;";
  standalone.content_is_xml = true;
  standalone.element = TmxElement::kIt;
  standalone.pos = "begin";
  standalone.assoc = "p";
  segment.codes = {open, close, standalone};
  NumberInlineCodes(segment);
  return segment;
}

TEST(SegmentConverterTest, RoundTrip) {
  const Segment segment = MakeSegment();
  EXPECT_EQ(FromProto(ToProto(segment)).value(), segment);
}

TEST(SegmentConverterTest, PositionsAreCodePoints) {
  const v1::Segment proto = ToProto(MakeSegment());
  ASSERT_EQ(proto.codes_size(), 3);
  EXPECT_EQ(proto.codes(0).position_code_points(), 3);
  EXPECT_EQ(proto.codes(1).position_code_points(), 4);
  EXPECT_EQ(proto.codes(2).position_code_points(), 6);
}

TEST(SegmentConverterTest, NumbersCodesAnew) {
  v1::Segment proto = ToProto(MakeSegment());
  for (v1::InlineCode& code : *proto.mutable_codes()) code.set_number(99);
  EXPECT_EQ(FromProto(proto).value(), MakeSegment());
}

TEST(SegmentConverterTest, NamesTheFieldAtFault) {
  struct Row {
    const char* name;
    int index;
    void (*change)(v1::InlineCode& code);
    const char* field;
  };
  for (const Row& row : {
           Row{"no kind", 0, [](v1::InlineCode& code) { code.clear_kind(); },
               "codes[0].kind"},
           Row{"unknown element", 1,
               [](v1::InlineCode& code) {
                 code.set_tmx_element(static_cast<v1::TmxElement>(50));
               },
               "codes[1].tmx_element"},
           Row{"no XML", 2,
               [](v1::InlineCode& code) { code.set_content("<br>"); },
               "codes[2].content"},
           Row{"negative", 0,
               [](v1::InlineCode& code) { code.set_position_code_points(-1); },
               "codes[0].position_code_points"},
           Row{"beyond the end", 2,
               [](v1::InlineCode& code) { code.set_position_code_points(7); },
               "codes[2].position_code_points"},
           Row{"out of order", 1,
               [](v1::InlineCode& code) { code.set_position_code_points(2); },
               "codes[1].position_code_points"},
       }) {
    SCOPED_TRACE(row.name);
    v1::Segment proto = ToProto(MakeSegment());
    row.change(*proto.mutable_codes(row.index));
    const absl::Status status = FromProto(proto).status();
    EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                                ErrorReason::kInvalidArgument));
    EXPECT_EQ(GetErrorField(status), row.field);
  }
}

}  // namespace
}  // namespace presstm
