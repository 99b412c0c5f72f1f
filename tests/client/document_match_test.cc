#include "client/document_match.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;

void AddMatch(const std::string& source, const std::string& target, int score,
              v1::LookupResponse& response) {
  v1::Match& match = *response.add_matches();
  match.mutable_source()->mutable_segment()->set_text(source);
  match.mutable_target()->mutable_segment()->set_text(target);
  match.set_score(score);
  if (score == 100) return;
  v1::Penalty& penalty = *match.add_penalties();
  penalty.set_kind(v1::PENALTY_KIND_PUNCTUATION);
  penalty.set_points(1);
}

TEST(DocumentMatchTest, BlanksAtTheEndsCostNothing) {
  v1::LookupResponse response;
  AddMatch("Hello", "안녕", 99, response);
  AddMatch("Hello.", "안녕.", 99, response);
  EXPECT_THAT(DocumentScores({.text = "\n  Hello\n "}, response),
              ElementsAre(100, 99));
  AddMatch(" Hello", " 안녕", 97, response);  // With another penalty.
  EXPECT_THAT(DocumentScores({.text = "\n  Hello\n "}, response),
              ElementsAre(100, 99, 98));
}

TEST(DocumentMatchTest, SeveralTranslationsStayBelowTheExact) {
  v1::LookupResponse response;
  AddMatch("Hello", "안녕", 99, response);
  AddMatch(" Hello", "여보세요", 99, response);
  EXPECT_THAT(DocumentScores({.text = "Hello "}, response),
              ElementsAre(99, 99));
}

TEST(DocumentMatchTest, LeavesIdenticalOnesAsTheyAre) {
  v1::LookupResponse response;
  AddMatch(" Hello", "안녕", 100, response);
  AddMatch("Hello", "여보세요", 99, response);
  EXPECT_THAT(DocumentScores({.text = " Hello"}, response),
              ElementsAre(100, 100));
  EXPECT_THAT(DocumentScores({.text = " "}, {}), ElementsAre());
}

TEST(DocumentMatchTest, GivesTheTargetTheBlanksOfTheDocument) {
  EXPECT_EQ(WithEndBlanksOf({.text = "\n  Hello\n "}, {.text = " 안녕"}).text,
            "\n  안녕\n ");
  const Segment target = WithEndBlanksOf(
      {.text = " Hello"}, {.text = "안녕", .codes = {{.position_bytes = 3}}});
  EXPECT_EQ(target.text, " 안녕");
  EXPECT_EQ(target.codes[0].position_bytes, 4);
  // The blank within the code is the code's.
  EXPECT_EQ(WithEndBlanksOf({.text = " Hello", .codes = {{}}},
                            {.text = "안녕", .codes = {{}}})
                .text,
            "안녕");
}

}  // namespace
}  // namespace presstm
