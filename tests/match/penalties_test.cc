#include "tm_store/match/penalties.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

NumberComparison Compare(const char* query, const char* source,
                         const char* target, bool same_order = true) {
  return CompareNumbers(ToTextUnits(query, "en").placeables,
                        ToTextUnits(source, "en").placeables,
                        ToTextUnits(target, "zh").placeables, same_order);
}

TEST(PenaltiesTest, TakesNothingForNothing) {
  EXPECT_THAT(ComputePenalties({}, {}), IsEmpty());
  EXPECT_EQ(ApplyPenalties(87, {}), 87);
}

TEST(PenaltiesTest, NamesEachWithItsPoints) {
  const MatchFacts facts = {
      .surface = {.letter_case = true, .script_variant = true},
      .differing_codes = 7,
      .differing_numbers = 2,
      .origin = Origin::kMachine,
      .status = TranslationStatus::kDraft,
      .memory_penalty = 10,
      .request_penalty = 3};
  EXPECT_THAT(ComputePenalties(facts, {}),
              ElementsAre(Penalty{PenaltyKind::kLetterCase, 1},
                          Penalty{PenaltyKind::kScriptVariant, 1},
                          Penalty{PenaltyKind::kInlineCode, 3},
                          Penalty{PenaltyKind::kNumber, 4},
                          Penalty{PenaltyKind::kMachine, 5},
                          Penalty{PenaltyKind::kDraft, 2},
                          Penalty{PenaltyKind::kMemory, 10},
                          Penalty{PenaltyKind::kRequest, 3}));
}

TEST(PenaltiesTest, CapsNumbersAndStopsAtZero) {
  const std::vector<Penalty> many =
      ComputePenalties({.differing_numbers = 50}, {});
  EXPECT_THAT(many, ElementsAre(Penalty{PenaltyKind::kNumber, 10}));
  EXPECT_THAT(
      ComputePenalties(
          {.differing_numbers = 50, .numbers_can_be_carried_over = true}, {}),
      ElementsAre(Penalty{PenaltyKind::kNumber, 1}));
  EXPECT_EQ(ApplyPenalties(5, many), 0);
}

TEST(PenaltiesTest, FollowsTheSettings) {
  EXPECT_THAT(ComputePenalties({.surface = {.letter_case = true},
                                .origin = Origin::kAligned},
                               {.letter_case = 0, .aligned = 7}),
              ElementsAre(Penalty{PenaltyKind::kAligned, 7}));
}

TEST(PenaltiesTest, ComparesNumbersByValue) {
  EXPECT_EQ(Compare("1,000", "1000", "1000").differing, 0);
  const NumberComparison carried = Compare("5 of 10", "3 of 10", "10的3");
  EXPECT_EQ(carried.differing, 1);
  EXPECT_TRUE(carried.can_be_carried_over);
  EXPECT_FALSE(Compare("5 of 10", "3 of 10", "十之三").can_be_carried_over);
  EXPECT_EQ(Compare("1 and 2", "2 and 1", "2 1").differing, 2);
  EXPECT_EQ(Compare("1 and 2", "2 and 1", "2 1", false).differing, 0);
  EXPECT_FALSE(Compare("1 2", "1", "1", false).can_be_carried_over);
}

TEST(PenaltiesTest, CountsCodes) {
  const InlineCode open = {.kind = InlineCodeKind::kOpen, .content = "<b>"};
  const InlineCode close = {
      .kind = InlineCodeKind::kClose, .position_bytes = 1, .content = "</b>"};
  InlineCode moved = close;
  moved.position_bytes = 2;
  EXPECT_EQ(CountDifferingCodes({"ab", {}}, {"ab", {}}), 0);
  EXPECT_EQ(CountDifferingCodes({"ab", {open, close}}, {"ab", {}}), 2);
  EXPECT_EQ(CountDifferingCodes({"ab", {open, close}}, {"ab", {open, close}}),
            0);
  EXPECT_EQ(CountDifferingCodes({"ab", {open, close}}, {"ab", {open, moved}}),
            1);
}

}  // namespace
}  // namespace presstm
