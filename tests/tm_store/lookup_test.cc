#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "gmock/gmock.h"
#include "tests/support/reference_matching.h"
#include "tests/support/test_data.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using LookupTest = TranslationMemoryFixture;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST_F(LookupTest, RefusesBadRequestsAndNamesTheField) {
  Add({{"en", "a"}, {"ko", "b"}});
  const LookupRequest good = Request("a", "en", "ko");
  const auto expect_field = [&](const char* field, auto change) {
    LookupRequest request = good;
    change(request);
    const auto response = tm_->Lookup(request, {});
    EXPECT_THAT(response, IsCode(kInvalid)) << field;
    EXPECT_EQ(GetErrorField(response.status()), field);
  };
  expect_field("query.text", [](auto& r) { r.query.text = " "; });
  expect_field("query.text", [](auto& r) { r.query.text = "\xC0"; });
  expect_field("query.text",
               [](auto& r) { r.query.text = std::string(1'000'000, 'a'); });
  expect_field("source_language_code",
               [](auto& r) { r.source_language = "xx"; });
  expect_field("target_language_code", [](auto& r) { r.target_language = ""; });
  expect_field("threshold", [](auto& r) { r.threshold = 0; });
  expect_field("threshold", [](auto& r) { r.threshold = 101; });
  expect_field("limit", [](auto& r) { r.limit = 0; });
  expect_field("limit", [](auto& r) { r.limit = 101; });
  expect_field("memories", [](auto& r) { r.memories.clear(); });
  expect_field("memories[0].penalty",
               [](auto& r) { r.memories[0].penalty = -1; });
  expect_field("penalty_settings", [](auto& r) { r.penalties.number = -1; });
}

TEST_F(LookupTest, ScoresTheSurface) {
  Add({{"zh-CN", "国会议员（12名）"}, {"ko", "의원 12명"}});
  const struct {
    const char* name;
    const char* query;
    int score;
    std::vector<Penalty> penalties;
  } kCases[] = {
      {"identical", "国会议员（12名）", 100, {}},
      {"Traditional",
       "國會議員（12名）",
       99,
       {{PenaltyKind::kScriptVariant, 1}}},
      {"width", "国会议员(12名)", 99, {{PenaltyKind::kCharacterWidth, 1}}},
      {"number in the target too",
       "国会议员（13名）",
       99,
       {{PenaltyKind::kNumber, 1}}},
      {"punctuation and script",
       "國会议员12名",
       98,
       {{PenaltyKind::kPunctuation, 1}, {PenaltyKind::kScriptVariant, 1}}},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    const auto matches = Find(Request(test.query, "zh", "ko"));
    ASSERT_THAT(matches, SizeIs(1));
    EXPECT_EQ(matches[0].score, test.score);
    EXPECT_EQ(matches[0].penalties, test.penalties);
    EXPECT_EQ(matches[0].type,
              test.score == 100 ? MatchType::kExact : MatchType::kFuzzy);
  }
}

TEST_F(LookupTest, ExplainsEveryPenalty) {
  Add({{"en", "Press Release No. 5"}, {"ja", "第5号"}});
  Add({{"ko", "보도자료 5호"}, {"ja", "第5号"}});
  Add({{"zh", "用gRPC写的新闻稿"}, {"ja", "原稿"}});
  const struct {
    const char* name;
    const char* language;
    const char* query;
    std::vector<Penalty> penalties;
  } kCases[] = {
      {"case", "en", "press release no. 5", {{PenaltyKind::kLetterCase, 1}}},
      {"width and number",
       "en",
       "Ｐress Release No. ６",
       {{PenaltyKind::kCharacterWidth, 1}, {PenaltyKind::kNumber, 1}}},
      {"Korean spacing",
       "ko",
       "보도 자료 5호",
       {{PenaltyKind::kPunctuation, 1}}},
      {"decomposed Korean", "ko", "\u1107\u1169도자료 5호", {}},
      {"mixed, Traditional and width",
       "zh",
       "用ｇRPC寫的新聞稿",
       {{PenaltyKind::kCharacterWidth, 1}, {PenaltyKind::kScriptVariant, 1}}},
      {"mixed, case and punctuation",
       "zh",
       "用GRPC写的新闻稿。",
       {{PenaltyKind::kLetterCase, 1}, {PenaltyKind::kPunctuation, 1}}},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    const auto matches = Find(Request(test.query, test.language, "ja"));
    ASSERT_THAT(matches, SizeIs(1));
    EXPECT_EQ(matches[0].penalties, test.penalties);
    EXPECT_EQ(matches[0].score, 100 - static_cast<int>(test.penalties.size()));
  }
}

// Offsets count the text alone, wherever codes stand in it.
TEST_F(LookupTest, CodesCostPointsAndMoveNoOffsets) {
  TranslationUnit unit = MakeUnit({{"ko", "긴급 속보입니다"}, {"zh", "快讯"}});
  unit.variants[0].segment.codes = {
      {.kind = InlineCodeKind::kOpen, .position_bytes = 0, .content = "<b>"},
      {.kind = InlineCodeKind::kClose, .position_bytes = 6, .content = "</b>"}};
  Add(unit);
  const auto matches = Find(Request("긴급 뉴스입니다", "ko", "zh"));
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_THAT(matches[0].penalties,
              ElementsAre(Penalty{PenaltyKind::kInlineCode, 2}));
  EXPECT_THAT(matches[0].differences,
              ElementsAre(Difference{DifferenceKind::kEqual, 0, 7, 0, 7},
                          Difference{DifferenceKind::kReplace, 7, 13, 7, 13},
                          Difference{DifferenceKind::kEqual, 13, 22, 13, 22}));
}

TEST_F(LookupTest, IsNeverExactWhileTextsDiffer) {
  Add({{"en", "Press"}, {"ko", "언론"}});
  LookupRequest request = Request("press", "en", "ko");
  request.penalties.letter_case = 0;
  const auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].score, 99);
  EXPECT_EQ(matches[0].type, MatchType::kFuzzy);
}

TEST_F(LookupTest, AnswersTheScriptAskedFor) {
  Add({{"en", "the parliament"}, {"zh-CN", "国会"}, {"zh-TW", "國會"}});
  const auto targets = [&](const char* target) {
    std::set<std::string> texts;
    for (const Match& match : Find(Request("the parliament", "en", target))) {
      texts.insert(match.target.segment.text);
    }
    return texts;
  };
  EXPECT_THAT(targets("zh"), ElementsAre("国会", "國會"));
  EXPECT_THAT(targets("zh-Hant"), ElementsAre("國會"));
  EXPECT_THAT(targets("zh-CN"), ElementsAre("国会"));
  EXPECT_THAT(targets("ko"), IsEmpty());
}

TEST_F(LookupTest, PrefersTheRegionAskedFor) {
  Add({{"en", "colour"}, {"zh-HK", "顏色甲"}});
  Add({{"en", "colour"}, {"zh-TW", "顏色乙"}});
  Add({{"en", "colour"}, {"zh-HK", "顏色丙"}});
  const auto matches = Find(Request("colour", "en", "zh-TW"));
  ASSERT_THAT(matches, SizeIs(3));
  EXPECT_EQ(matches[0].target.segment.text, "顏色乙");
}

TEST_F(LookupTest, TakesAPointForSeveralTranslations) {
  Add({{"en", "Open"}, {"ko", "열기"}});
  Add({{"en", "Open"}, {"ko", "열림"}});
  const auto matches = Find(Request("Open", "en", "ko"));
  ASSERT_THAT(matches, SizeIs(2));
  for (const Match& match : matches) {
    EXPECT_EQ(match.score, 99);
    EXPECT_EQ(match.type, MatchType::kExact);
    EXPECT_THAT(match.penalties,
                ElementsAre(Penalty{PenaltyKind::kAmbiguous, 1}));
  }
}

TEST_F(LookupTest, RanksMatchesInContextFirst) {
  TranslationUnit elsewhere = MakeUnit({{"en", "Yes."}, {"ko", "예."}});
  elsewhere.contexts = {{"en", "Is it?", "Good.", ""}};
  TranslationUnit here = MakeUnit({{"en", "Yes."}, {"ko", "네."}});
  here.contexts = {{"", "Other", "Other", ""}, {"", "Ready?", "Go.", "k7"}};
  Add(elsewhere);
  Add(here);
  Add({{"en", "Yes."}, {"ko", "그래."}});
  const struct {
    const char* name;
    const char* previous;
    const char* next;
    const char* key;
    MatchType type;
  } kCases[] = {
      {"both sides", "Ready?", "Go.", "", MatchType::kDoubleContext},
      {"one side", "Ready?", "Stop.", "", MatchType::kContext},
      {"key", "", "", "k7", MatchType::kContext},
      {"key and side", "", "Go.", "k7", MatchType::kDoubleContext},
      {"of two places", "Other", "Go.", "", MatchType::kContext},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    LookupRequest request = Request("Yes.", "en", "ko");
    request.previous_text = test.previous;
    request.next_text = test.next;
    request.context_key = test.key;
    const auto matches = Find(request);
    ASSERT_THAT(matches, SizeIs(3));
    EXPECT_EQ(matches[0].target.segment.text, "네.");
    EXPECT_EQ(matches[0].type, test.type);
    EXPECT_EQ(matches[0].score, 100);
    EXPECT_EQ(matches[1].type, MatchType::kExact);
    EXPECT_EQ(matches[1].score, 99);
  }
}

// The index ranks what ties, so it must learn of changes to more than texts.
TEST_F(LookupTest, RanksWhatWasChangedLastFirst) {
  std::vector<TranslationUnit> units;
  for (int k = 0; k < 20; ++k) {
    units.push_back(
        Add({{"en", "The press."}, {"ko", "신문" + std::to_string(k)}}));
  }
  LookupRequest request = Request("The press.", "en", "ko");
  request.limit = 1;
  for (const size_t k : {0, 7, 3}) {
    units[k].notes = {"checked"};
    ASSERT_OK(tm_->UpdateUnit("press", units[k], 0, "t"));
    const std::vector<Match> found = Find(request);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].unit.id, units[k].id);
    if (k == 7) Reopen();
  }
}

TEST_F(LookupTest, TakesOffThePenaltiesOfMemories) {
  ASSERT_OK(tm_->CreateMemory({.name = "agency", .default_penalty = 4}, "t"));
  Add({{"en", "a b c d e f g h i j"}, {"ko", "가"}}, "agency");
  Add({{"en", "a b c d e f g h i k"}, {"ko", "나"}});
  LookupRequest request = Request("a b c d e f g h i j", "en", "ko");
  request.memories = {{"press", 0}, {"agency", 7}};
  auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(2));
  EXPECT_EQ(matches[0].memory_name, "agency");
  EXPECT_EQ(matches[0].score, 89);
  EXPECT_THAT(matches[0].penalties,
              ElementsAre(Penalty{PenaltyKind::kMemory, 4},
                          Penalty{PenaltyKind::kRequest, 7}));
  EXPECT_EQ(matches[1].memory_name, "press");
  request.threshold = 90;
  matches = Find(request);
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_EQ(matches[0].memory_name, "press");
}

TEST_F(LookupTest, ShowsWhatDiffers) {
  Add({{"zh", "外交部发言人说明"}, {"ko", "외교부"}});
  const std::string query = "外交部的发言人说";
  LookupRequest request = Request(query, "zh", "ko");
  request.threshold = 50;
  const auto matches = Find(request);
  ASSERT_THAT(matches, SizeIs(1));
  EXPECT_THAT(matches[0].differences,
              ElementsAre(Difference{DifferenceKind::kEqual, 0, 9, 0, 9},
                          Difference{DifferenceKind::kDelete, 9, 12, 9, 9},
                          Difference{DifferenceKind::kEqual, 12, 24, 9, 21},
                          Difference{DifferenceKind::kInsert, 24, 24, 21, 24}));
}

TEST_F(LookupTest, MatchesTextsWithoutUnitsByTheirCharacters) {
  Add({{"en", "***"}, {"ko", "---"}});
  EXPECT_THAT(Find(Request("***", "en", "ko")), SizeIs(1));
  EXPECT_THAT(Find(Request("**", "en", "ko")), IsEmpty());
}

TEST_F(LookupTest, HonoursTheDeadline) {
  EXPECT_THAT(
      tm_->Lookup(Request("a", "en", "ko"), {.time = absl::UnixEpoch()}),
      IsCode(absl::StatusCode::kDeadlineExceeded));
}

// Scores every stored unit by the formula and the number rule alone.
class ExhaustiveLookup {
 public:
  void Add(const TranslationUnit& unit, int memory_penalty) {
    units_.push_back({unit, memory_penalty});
  }

  // Scores of all matches, best first.
  std::vector<int> Scores(const std::string& query, const char* source,
                          int threshold) const {
    std::vector<int> scores;
    const TextUnits query_units = ToTextUnits(query, source);
    for (const auto& [unit, memory_penalty] : units_) {
      const TextUnits units =
          ToTextUnits(unit.variants[0].segment.text, source);
      const int base = ReferenceScore(query_units, units);
      // Texts are made so that only fuzzy ones with numbers meet penalties.
      const int score =
          base - memory_penalty - NumberPenalty(query_units, units);
      if (score >= threshold) scores.push_back(score);
    }
    std::sort(scores.rbegin(), scores.rend());
    return scores;
  }

 private:
  static int NumberPenalty(const TextUnits& query, const TextUnits& source) {
    std::map<std::string, int> counts;
    for (const Placeable& p : query.placeables) ++counts[p.value];
    for (const Placeable& p : source.placeables) --counts[p.value];
    int missing = 0;
    int extra = 0;
    for (const auto& [value, count] : counts) {
      (count > 0 ? missing : extra) += std::abs(count);
    }
    // Targets hold no numbers, so nothing can be carried over.
    return missing == 0 && extra == 0
               ? 0
               : std::min(10, 2 * std::max(missing, extra));
  }

  std::vector<std::pair<TranslationUnit, int>> units_;
};

// Penalties reorder what the index found; the result must be what scoring
// every unit gives, however few matches are asked for.
TEST_F(LookupTest, EqualsScoringEveryUnit) {
  constexpr unsigned kSeed = 31;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  ASSERT_OK(tm_->CreateMemory({.name = "second", .default_penalty = 6}, "t"));
  ExhaustiveLookup exhaustive;
  const auto words = [&](int count) {
    std::string text = "q";
    for (int k = 0; k < count; ++k) {
      text += random() % 4 == 0
                  ? " " + std::to_string(random() % 5)
                  : std::string(" ") + static_cast<char>('a' + random() % 4);
    }
    return text;
  };
  for (int k = 0; k < 400; ++k) {
    const bool second = k % 3 == 0;
    const TranslationUnit unit = MakeUnit(
        {{"en", words(4 + static_cast<int>(random() % 4))}, {"ko", "글"}});
    ASSERT_OK_AND_ASSIGN(const WriteResult written,
                         tm_->CreateUnit(second ? "second" : "press", unit,
                                         WriteRule::kUnspecified, "tester"));
    // Equal units are merged; count each once.
    if (written.outcome == WriteOutcome::kAdded) {
      exhaustive.Add(written.unit, second ? 6 : 0);
    }
  }
  for (int k = 0; k < 150; ++k) {
    // A word no unit has keeps matches from being exact.
    const std::string query = "z " + words(5);
    LookupRequest request = Request(query, "en", "ko");
    request.memories = {{"press", 0}, {"second", 0}};
    request.threshold = 30 + static_cast<int>(random() % 50);
    request.limit = 1 + static_cast<int>(random() % 12);
    std::vector<int> expected =
        exhaustive.Scores(query, "en", request.threshold);
    if (expected.size() > static_cast<size_t>(request.limit)) {
      expected.resize(static_cast<size_t>(request.limit));
    }
    std::vector<int> found;
    for (const Match& match : Find(request)) found.push_back(match.score);
    ASSERT_EQ(found, expected) << query;
  }
}

}  // namespace
}  // namespace presstm
