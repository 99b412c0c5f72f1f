#include "tm_store/model/segment.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;

InlineCode Code(InlineCodeKind kind, size_t position_bytes,
                const std::string& i = "") {
  return {.kind = kind, .position_bytes = position_bytes, .i = i};
}

std::vector<int> Numbers(const Segment& segment) {
  std::vector<int> numbers;
  for (const InlineCode& code : segment.codes) numbers.push_back(code.number);
  return numbers;
}

TEST(NumberInlineCodesTest, PairsByTheTmxNumber) {
  Segment segment{.text = "ab",
                  .codes = {Code(InlineCodeKind::kOpen, 0, "7"),
                            Code(InlineCodeKind::kOpen, 0, "3"),
                            Code(InlineCodeKind::kStandalone, 1),
                            Code(InlineCodeKind::kClose, 1, "7"),
                            Code(InlineCodeKind::kClose, 2, "3")}};
  NumberInlineCodes(segment);
  EXPECT_THAT(Numbers(segment), ElementsAre(1, 2, 3, 1, 2));
}

TEST(NumberInlineCodesTest, PairsInnermostFirstWithoutTmxNumber) {
  Segment segment{
      .text = "ab",
      .codes = {Code(InlineCodeKind::kOpen, 0), Code(InlineCodeKind::kOpen, 0),
                Code(InlineCodeKind::kClose, 1),
                Code(InlineCodeKind::kClose, 2)}};
  NumberInlineCodes(segment);
  EXPECT_THAT(Numbers(segment), ElementsAre(1, 2, 2, 1));
}

TEST(NumberInlineCodesTest, ACloseWithoutOpenGetsItsOwn) {
  Segment segment{.text = "a",
                  .codes = {Code(InlineCodeKind::kClose, 0, "1"),
                            Code(InlineCodeKind::kOpen, 1, "2")}};
  NumberInlineCodes(segment);
  EXPECT_THAT(Numbers(segment), ElementsAre(1, 2));
}

TEST(ToDisplayTextTest, PutsCodesWhereTheyStand) {
  struct Case {
    std::string name;
    Segment segment;
    std::string display;
  };
  const std::vector<Case> cases = {
      {"no codes", {.text = "新华社"}, "新华社"},
      {"empty", {}, ""},
      {"a pair around Korean",
       {.text = "안녕하세요",
        .codes = {Code(InlineCodeKind::kOpen, 0, "1"),
                  Code(InlineCodeKind::kClose, 6, "1")}},
       "<1>안녕</1>하세요"},
      {"at both ends, beyond U+FFFF",
       {.text = "𠮷",
        .codes = {Code(InlineCodeKind::kStandalone, 0),
                  Code(InlineCodeKind::kStandalone, 4)}},
       "<1/>𠮷<2/>"},
      {"only a code",
       {.codes = {Code(InlineCodeKind::kStandalone, 0)}},
       "<1/>"},
  };
  for (Case test : cases) {
    SCOPED_TRACE(test.name);
    NumberInlineCodes(test.segment);
    EXPECT_EQ(ToDisplayText(test.segment), test.display);
  }
}

}  // namespace
}  // namespace presstm
