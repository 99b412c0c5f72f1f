#include "tm_store/exchange/code_mapping.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using testing::ElementsAre;

InlineCode Code(InlineCodeKind kind, const std::string& content,
                const std::string& x = "") {
  return {.kind = kind, .content = content, .x = x};
}

Segment With(std::vector<InlineCode> codes) {
  Segment segment = {.text = "ab", .codes = std::move(codes)};
  NumberInlineCodes(segment);
  return segment;
}

constexpr InlineCodeKind kOpen = InlineCodeKind::kOpen;
constexpr InlineCodeKind kClose = InlineCodeKind::kClose;
constexpr InlineCodeKind kAlone = InlineCodeKind::kStandalone;

DocumentSegment Document(std::vector<InlineCode> codes,
                         std::vector<std::string> markup) {
  return {.source = With(std::move(codes)), .markup = std::move(markup)};
}

TEST(CodeMappingTest, MapsByContentAndTies) {
  const DocumentSegment document = Document(
      {Code(kAlone, "<b>"), Code(kAlone, "<i>")}, {"<x id='1'/>", "<x/>"});
  const Proposal proposal = {
      .source = With({Code(kAlone, "<b>", "7"), Code(kAlone, "<i>", "8")}),
      .target = With({Code(kAlone, "<I>", "8"), Code(kAlone, "<B>", "7")})};
  EXPECT_THAT(MapCodes(document, proposal, proposal.target), ElementsAre(1, 0));
  EXPECT_THAT(MapCodes(document, proposal, proposal.source), ElementsAre(0, 1));
  EXPECT_TRUE(CodesCorrespond(document, proposal));
}

TEST(CodeMappingTest, DoesNotGuess) {
  const DocumentSegment document = Document(
      {Code(kAlone, "<b>"), Code(kAlone, "<i>")}, {"<x id='1'/>", "<x/>"});
  const Proposal two = {.source = With({Code(kAlone, "1"), Code(kAlone, "2")}),
                        .target = With({Code(kAlone, "1"), Code(kAlone, "2")})};
  EXPECT_THAT(MapCodes(document, two, two.target),
              ElementsAre(kNoCode, kNoCode));
  EXPECT_FALSE(CodesCorrespond(document, two));
  // One of its kind is no guess.
  const Proposal one = {
      .source = With({Code(kAlone, "<b>"), Code(kAlone, "2")}),
      .target = With({Code(kAlone, "2")})};
  EXPECT_THAT(MapCodes(document, one, one.target), ElementsAre(1));
  EXPECT_FALSE(CodesCorrespond(document, one));
}

TEST(CodeMappingTest, LeavesOutElementsThatWouldCross) {
  const DocumentSegment document =
      Document({Code(kOpen, "<b>"), Code(kOpen, "<i>"), Code(kClose, "</i>"),
                Code(kClose, "</b>")},
               {"<g id='1'>", "<g id='2'>", "</g>", "</g>"});
  Proposal proposal = {.source = document.source, .target = document.source};
  EXPECT_TRUE(CodesCorrespond(document, proposal));
  std::swap(proposal.target.codes[2], proposal.target.codes[3]);
  EXPECT_FALSE(CodesCorrespond(document, proposal));
  std::string text;
  AppendMarkedUp(proposal.target, MapCodes(document, proposal, proposal.target),
                 document.markup, text);
  EXPECT_EQ(text, "<g id='1'></g>ab");
}

}  // namespace
}  // namespace presstm
