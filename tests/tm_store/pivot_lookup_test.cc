// Translations put together from two units by way of a third language.
#include "gmock/gmock.h"
#include "tests/tm_store/translation_memory_fixture.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PivotLookupTest : public TranslationMemoryFixture {
 protected:
  std::vector<std::string> Targets(const LookupRequest& request) {
    std::vector<std::string> targets;
    for (const Match& match : Find(request)) {
      targets.push_back(match.target.segment.text);
    }
    return targets;
  }
};

TEST_F(PivotLookupTest, SaysWhatItWasMadeOf) {
  ASSERT_OK(tm_->CreateMemory({.name = "agency"}, "t"));
  const TranslationUnit first =
      Add({{"zh-CN", "新闻发布会"}, {"en-US", "Press conference"}});
  const TranslationUnit second =
      Add({{"ko-KR", "기자 회견"}, {"en-GB", "press conference"}}, "agency");
  LookupRequest request = Request("新闻发布会", "zh", "ko");
  request.memories = {{"press", 0}, {"agency", 0}};
  const auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(1));
  const Match& match = matches[0];
  EXPECT_EQ(match.score, 97);
  EXPECT_EQ(match.type, MatchType::kFuzzy);
  EXPECT_THAT(match.penalties, ElementsAre(Penalty{PenaltyKind::kPivot, 3}));
  EXPECT_EQ(match.source.segment.text, "新闻发布会");
  EXPECT_EQ(match.target.segment.text, "기자 회견");
  EXPECT_EQ(match.memory_name, "press");
  EXPECT_EQ(match.unit.id, first.id);
  ASSERT_TRUE(match.pivot.has_value());
  EXPECT_EQ(match.pivot->first.segment.text, "Press conference");
  EXPECT_EQ(match.pivot->second.segment.text, "press conference");
  EXPECT_EQ(match.pivot->memory_name, "agency");
  EXPECT_EQ(match.pivot->unit.id, second.id);
  EXPECT_THAT(match.pivot->unit.variants, IsEmpty());
}

TEST_F(PivotLookupTest, GoesBothWaysAndFromFuzzySources) {
  Add({{"zh", "外交部发言人举行新闻发布会"}, {"en", "briefing"}});
  Add({{"ko", "외교부 대변인이 기자 회견을 열었다"}, {"en", "Briefing"}});
  EXPECT_THAT(
      Targets(Request("外交部发言人举行了新闻发布会", "zh-CN", "ko-KR")),
      ElementsAre("외교부 대변인이 기자 회견을 열었다"));
  EXPECT_THAT(Targets(Request("외교부 대변인이 기자 회견을 연다", "ko", "zh")),
              ElementsAre("外交部发言人举行新闻发布会"));
}

TEST_F(PivotLookupTest, NeedsTheSameTextAndTheSameNumbers) {
  Add({{"zh", "会议"}, {"en", "12 members met"}});
  Add({{"ko", "열세 명"}, {"en", "13 members met"}});
  EXPECT_THAT(Targets(Request("会议", "zh", "ko")), IsEmpty());
  Add({{"ko", "열두 명"}, {"en", "１２ Members met"}});
  EXPECT_THAT(Targets(Request("会议", "zh", "ko")), ElementsAre("열두 명"));
}

TEST_F(PivotLookupTest, ComesAfterAnEqualDirectMatchAndNotTwice) {
  Add({{"zh", "你好"}, {"ko", "안녕"}});
  Add({{"zh", "你好"}, {"en", "hello"}});
  Add({{"en", "hello"}, {"ko", "안녕"}});
  Add({{"en", "hello"}, {"ko", "안녕하세요"}});
  LookupRequest request = Request("你好", "zh", "ko");
  EXPECT_THAT(Targets(request), ElementsAre("안녕", "안녕하세요"));
  request.penalties.pivot = 0;
  const auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(2));
  EXPECT_EQ(matches[0].score, 100);
  EXPECT_FALSE(matches[0].pivot.has_value());
  EXPECT_EQ(matches[1].score, 99);
  EXPECT_TRUE(matches[1].pivot.has_value());
}

TEST_F(PivotLookupTest, AUnitWithTheTargetNeedsNoPivot) {
  Add({{"zh", "你好"}, {"en", "hello"}, {"ko", "안녕"}});
  Add({{"en", "hello"}, {"ko", "여보세요"}});
  EXPECT_THAT(Targets(Request("你好", "zh", "ko")), ElementsAre("안녕"));
}

TEST_F(PivotLookupTest, CanBeTurnedOffAndGoThroughOtherLanguages) {
  Add({{"zh", "你好"}, {"en", "hello"}});
  Add({{"en", "hello"}, {"ko", "안녕"}});
  Add({{"zh", "你好"}, {"ja", "こんにちは"}});
  Add({{"ja", "こんにちは"}, {"ko", "안녕하십니까"}});
  LookupRequest request = Request("你好", "zh", "ko");
  request.pivot_languages = {"ja"};
  EXPECT_THAT(Targets(request), ElementsAre("안녕하십니까"));
  request.pivot_languages = {"ja", "en"};
  EXPECT_THAT(Targets(request), SizeIs(2));
  request.pivot_mode = PivotMode::kOff;
  EXPECT_THAT(Targets(request), IsEmpty());
  // Nothing leads from a language into itself.
  EXPECT_THAT(Targets(Request("hello", "en", "fr")), IsEmpty());
}

TEST_F(PivotLookupTest, CountsThePenaltiesOfBothUnitsOnce) {
  ASSERT_OK(tm_->CreateMemory({.name = "agency", .default_penalty = 6}, "t"));
  TranslationUnit first = MakeUnit({{"zh", "你好"}, {"en", "hello"}});
  first.origin = Origin::kMachine;
  first.status = TranslationStatus::kDraft;
  TranslationUnit second = MakeUnit({{"en", "hello"}, {"ko", "안녕"}});
  second.origin = Origin::kMachine;
  second.status = TranslationStatus::kDraft;
  Add(first);
  Add(second, "agency");
  LookupRequest request = Request("你好", "zh", "ko");
  request.memories = {{"press", 2}, {"agency", 1}};
  const auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].score, 82);
  EXPECT_THAT(matches[0].penalties,
              ElementsAre(Penalty{PenaltyKind::kMachine, 5},
                          Penalty{PenaltyKind::kDraft, 2},
                          Penalty{PenaltyKind::kMemory, 6},
                          Penalty{PenaltyKind::kRequest, 2},
                          Penalty{PenaltyKind::kPivot, 3}));
}

TEST_F(PivotLookupTest, BothUnitsMustPassTheFilter) {
  TranslationUnit first = MakeUnit({{"zh", "你好"}, {"en", "hello"}});
  first.document = "a";
  TranslationUnit second = MakeUnit({{"en", "hello"}, {"ko", "안녕"}});
  second.document = "b";
  Add(first);
  Add(second);
  LookupRequest request = Request("你好", "zh", "ko");
  for (const char* document : {"a", "b"}) {
    request.filter.documents = {document};
    EXPECT_THAT(Targets(request), IsEmpty());
  }
  request.filter.documents = {"a", "b"};
  EXPECT_THAT(Targets(request), ElementsAre("안녕"));
}

TEST_F(PivotLookupTest, SourcesThatAreIdenticalCanBeExcluded) {
  Add({{"zh", "你好吗"}, {"en", "how are you"}});
  Add({{"en", "how are you"}, {"ko", "어때"}});
  LookupRequest request = Request("你好吗", "zh", "ko");
  request.exclude_exact = true;
  EXPECT_THAT(Targets(request), IsEmpty());
}

TEST_F(PivotLookupTest, FollowsChanges) {
  Add({{"zh", "你好"}, {"en", "hello"}});
  TranslationUnit second = Add({{"en", "hello"}, {"ko", "안녕"}});
  second.variants[0].segment.text = "goodbye";
  ASSERT_OK(tm_->UpdateUnit("press", second, 0, "t"));
  EXPECT_THAT(Targets(Request("你好", "zh", "ko")), IsEmpty());
}

}  // namespace
}  // namespace presstm
