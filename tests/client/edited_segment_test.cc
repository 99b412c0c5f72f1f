#include "client/edited_segment.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void AddCode(v1::InlineCodeKind kind, int position, int number,
             const std::string& content, v1::Segment& segment) {
  v1::InlineCode& code = *segment.add_codes();
  code.set_kind(kind);
  code.set_position_code_points(position);
  code.set_number(number);
  code.set_content(content);
}

// "按<1>𠮷</1>键<2/>"
v1::Segment SegmentWithCodes() {
  v1::Segment segment;
  segment.set_text("按𠮷键");
  AddCode(v1::INLINE_CODE_KIND_OPEN, 1, 1, "<b>", segment);
  AddCode(v1::INLINE_CODE_KIND_CLOSE, 2, 1, "</b>", segment);
  AddCode(v1::INLINE_CODE_KIND_STANDALONE, 3, 2, "<br/>", segment);
  return segment;
}

TEST(EditedSegmentTest, ComesBackTheSame) {
  const v1::Segment segment = SegmentWithCodes();
  const std::string text = ToEditableText(segment);
  EXPECT_EQ(text, "按<1>𠮷</1>键<2/>");
  const EditedSegment edited = FromEditableText(text, segment);
  EXPECT_EQ(edited.segment.SerializeAsString(), segment.SerializeAsString());
  EXPECT_THAT(edited.lost_marks, IsEmpty());
}

TEST(EditedSegmentTest, CodesMoveWithTheirMarks) {
  const EditedSegment edited =
      FromEditableText("<2/>안녕 <1>하세요</1>!", SegmentWithCodes());
  EXPECT_EQ(edited.segment.text(), "안녕 하세요!");
  ASSERT_EQ(edited.segment.codes_size(), 3);
  EXPECT_EQ(edited.segment.codes(0).content(), "<br/>");
  EXPECT_EQ(edited.segment.codes(0).position_code_points(), 0);
  EXPECT_EQ(edited.segment.codes(1).content(), "<b>");
  EXPECT_EQ(edited.segment.codes(1).position_code_points(), 3);
  EXPECT_EQ(edited.segment.codes(2).content(), "</b>");
  EXPECT_EQ(edited.segment.codes(2).position_code_points(), 6);
}

TEST(EditedSegmentTest, SaysWhichCodesAreGone) {
  const EditedSegment edited = FromEditableText("按键", SegmentWithCodes());
  EXPECT_THAT(edited.lost_marks, ElementsAre("<1>", "</1>", "<2/>"));
  EXPECT_EQ(edited.segment.codes_size(), 0);
}

TEST(EditedSegmentTest, WhatStandsForNoCodeIsText) {
  const EditedSegment twice =
      FromEditableText("<1>a</1><1>b<3/>", SegmentWithCodes());
  EXPECT_EQ(twice.segment.text(), "a<1>b<3/>");
  v1::Segment plain;
  plain.set_text("<1>line\nfeed\x1b</1>");
  EXPECT_EQ(ToEditableText(plain), plain.text());
  const EditedSegment same = FromEditableText(plain.text(), plain);
  EXPECT_EQ(same.segment.SerializeAsString(), plain.SerializeAsString());
}

}  // namespace
}  // namespace presstm
