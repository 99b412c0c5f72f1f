// Look-ups with everything at once, against the reference.
#include <random>

#include "gmock/gmock.h"
#include "tests/support/reference_matching.h"
#include "tests/support/test_data.h"
#include "tests/tm_store/exhaustive_lookup.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/text/text_units.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr const char* kDocuments[] = {"a.docx", "b.docx", "c.docx"};
constexpr const char* kAuthors[] = {"kim", "li", "smith"};
constexpr const char* kProjects[] = {"p1", "p2"};
// Not seen by the distances in text units, or in folded characters.
constexpr const char* kEnds[] = {"OK", "ok", "ＯＫ", "Ok!"};

class LookupPropertyTest : public TranslationMemoryFixture {
 protected:
  static constexpr unsigned kSeed = 77;

  size_t Pick(size_t count) { return random_() % count; }

  // None, mostly.
  std::string AnyNumber() {
    constexpr const char* kNumbers[] = {"", "", " 1", " 2", " 30"};
    return kNumbers[Pick(5)];
  }
  std::string ChineseText() {
    if (many_surfaces_ && Pick(3) > 0) {
      return std::string("外交部") + kEnds[Pick(4)];
    }
    constexpr const char* kCharacters[] = {"外", "交", "部", "发"};
    std::string text;
    for (size_t k = 3 + Pick(4); k > 0; --k) {
      text += kCharacters[Pick(different_characters_)];
    }
    text += AnyNumber();
    if (Pick(5) == 0) text += "。";
    return text;
  }
  Context AnyContext() {
    constexpr const char* kNeighbours[] = {"", "before", "after"};
    return {.previous_text = kNeighbours[Pick(3)],
            .next_text = kNeighbours[Pick(3)],
            .key = kNeighbours[Pick(3)]};
  }
  std::string EnglishText() {
    return "pivot " + std::string(1, static_cast<char>('a' + Pick(12)));
  }
  std::string KoreanText() {
    constexpr const char* kTexts[] = {"가나", "다라", "마바", "사아", "자차"};
    return kTexts[Pick(5)] + AnyNumber();
  }

  Property Project() { return {"project", kProjects[Pick(2)]}; }
  absl::Time Time() {
    return absl::FromUnixSeconds(1'000'000 + 1000 * static_cast<int>(Pick(5)));
  }
  Origin AnyOrigin() {
    constexpr Origin kOrigins[] = {Origin::kHuman, Origin::kHuman,
                                   Origin::kAligned, Origin::kMachine};
    return kOrigins[Pick(4)];
  }

  const char* Chinese() {
    constexpr const char* kTags[] = {"zh", "zh-CN", "zh-SG"};
    return kTags[Pick(3)];
  }
  const char* Korean() {
    constexpr const char* kTags[] = {"ko", "ko-KR", "ko-KP"};
    return kTags[Pick(3)];
  }

  // Of all kinds: both languages, either with the pivot, or all three.
  TranslationUnit RandomUnit() {
    Texts texts;
    const size_t kind = Pick(5);
    if (kind <= 2) texts.emplace_back(Chinese(), ChineseText());
    if (kind >= 1) texts.emplace_back("en", EnglishText());
    if (kind != 1 && kind != 2) {
      texts.emplace_back(Korean(), KoreanText());
    }
    TranslationUnit unit = MakeUnit(texts);
    unit.document = kDocuments[Pick(3)];
    unit.origin = AnyOrigin();
    if (Pick(6) == 0) unit.status = TranslationStatus::kDraft;
    unit.created_by = kAuthors[Pick(3)];
    unit.changed_by = kAuthors[Pick(3)];
    unit.create_time = absl::FromUnixSeconds(0);
    unit.change_time = Time();
    if (Pick(2) == 0) unit.properties = {Project()};
    if (Pick(3) == 0) unit.contexts = {AnyContext(), AnyContext()};
    return unit;
  }

  LookupFilter RandomFilter() {
    LookupFilter filter;
    if (Pick(4) == 0) filter.documents = {kDocuments[Pick(3)], "none"};
    if (Pick(4) == 0) filter.properties = {Project()};
    if (Pick(4) == 0) filter.origins = {AnyOrigin(), AnyOrigin()};
    if (Pick(4) == 0) filter.authors = {kAuthors[Pick(3)]};
    if (Pick(6) == 0) filter.change_time_from = Time();
    if (Pick(6) == 0) {
      filter.change_time_before =
          std::max(filter.change_time_from, Time()) + absl::Seconds(1);
    }
    return filter;
  }

  LookupRequest RandomRequest() {
    LookupRequest request = Request(ChineseText(), Chinese(), Korean());
    request.memories = {{"press", 0}, {"second", 0}};
    request.threshold = 20 + static_cast<int>(Pick(80));
    request.limit = 1 + static_cast<int>(Pick(9));
    request.filter = RandomFilter();
    request.exclude_exact = Pick(4) == 0;
    if (Pick(4) == 0) request.pivot_mode = PivotMode::kOff;
    if (Pick(3) == 0) request.penalties.pivot = static_cast<int>(Pick(20));
    if (Pick(3) == 0) {
      request.penalties.ambiguous = static_cast<int>(Pick(4));
    }
    if (Pick(3) == 0) request.penalties.punctuation = static_cast<int>(Pick(3));
    if (Pick(3) == 0) {
      request.penalties.number = static_cast<int>(Pick(4));
      request.penalties.number_carried_over = static_cast<int>(Pick(3));
    }
    if (Pick(3) == 0) {
      const Context context = AnyContext();
      request.previous_text = context.previous_text;
      request.next_text = context.next_text;
      request.context_key = context.key;
    }
    if (Pick(2) == 0) request.document = kDocuments[Pick(3)];
    if (Pick(2) == 0) request.preferred_properties = {Project()};
    if (many_surfaces_ && Pick(2) == 0) {
      // Where ambiguous exact matches may fall out.
      request.threshold = 98 + static_cast<int>(Pick(3));
      request.penalties.ambiguous = static_cast<int>(Pick(4));
      request.filter = {};
    }
    return request;
  }

  void Fill(int count) {
    ASSERT_OK(tm_->CreateMemory(
        {.name = "second", .default_penalty = kSecondPenalty}, "t"));
    for (int k = 0; k < count; ++k) {
      const bool second = k % 3 == 0;
      const TranslationUnit stored =
          Add(RandomUnit(), second ? "second" : "press");
      reference_.Put(stored, second ? kSecondPenalty : 0);
    }
  }

  static void ExpectExplained(const std::string& query, const char* language,
                              const Match& match) {
    const std::string& source = match.source.segment.text;
    SCOPED_TRACE(query + " | " + source);
    int base = ReferenceScore(ToTextUnits(query, language),
                              ToTextUnits(source, language));
    if (base == 99) base = 100;  // The surface is what penalties judge.
    int score = base;
    for (const Penalty& penalty : match.penalties) score -= penalty.points;
    if (match.type == MatchType::kFuzzy) {
      EXPECT_LE(match.score, 99);
      score = std::min(score, 99);
    }
    EXPECT_EQ(match.score, std::max(score, 0));
    for (const Difference& d : match.differences) {
      if (d.kind != DifferenceKind::kEqual) continue;
      EXPECT_EQ(
          Folded(query, d.query_begin_bytes, d.query_end_bytes, language),
          Folded(source, d.source_begin_bytes, d.source_end_bytes, language));
    }
  }

  static std::vector<TextUnit> Folded(const std::string& text, size_t begin,
                                      size_t end, const char* language) {
    return ToTextUnits(text.substr(begin, end - begin), language).units;
  }

  // Returns how many of the matches were pivots.
  int CompareWithReference(int requests) {
    SCOPED_TRACE(kSeed);
    int pivots = 0;
    for (int k = 0; k < requests; ++k) {
      const LookupRequest request = RandomRequest();
      std::vector<Proposal> found;
      for (const Match& match : Find(request)) {
        found.push_back(ToProposal(match));
        pivots += match.pivot.has_value() ? 1 : 0;
      }
      EXPECT_EQ(found, reference_.Find(request))
          << "query " << k << ' ' << request.query.text << " threshold "
          << request.threshold << " limit " << request.limit;
      if (HasFailure()) break;
    }
    return pivots;
  }

  static constexpr int kSecondPenalty = 4;
  size_t different_characters_ = 4;
  bool many_surfaces_ = false;
  std::mt19937 random_{kSeed};
  ExhaustiveLookup reference_;
};

TEST_F(LookupPropertyTest, EqualsScoringAllUnitsAndPairs) {
  Fill(400);
  EXPECT_GT(CompareWithReference(1500), 500);
}

// Hundreds of units with one text: what the ranking alone tells apart.
TEST_F(LookupPropertyTest, EqualsScoringAllOfManyTiedUnits) {
  different_characters_ = 1;
  Fill(700);
  EXPECT_GT(CompareWithReference(500), 100);
}

// With one text but for case, width and punctuation.
TEST_F(LookupPropertyTest, EqualsScoringAllOfManySurfaces) {
  many_surfaces_ = true;
  Fill(700);
  EXPECT_GT(CompareWithReference(500), 50);
}

// Whatever the texts are made of: from the score by the formula, the penalties
// in the reply lead to the score in the reply, and the differences say equal
// only of what is so once folded.
TEST_F(LookupPropertyTest, ExplainsEveryPoint) {
  SCOPED_TRACE(kSeed);
  for (const char* language : {"zh", "ko", "en"}) {
    ASSERT_OK(tm_->CreateMemory({.name = language}, "t"));
    for (int k = 0; k < 150; ++k) {
      std::string text = RandomText(random_, 8);
      if (IsBlank(text)) continue;
      TranslationUnit unit =
          MakeUnit({{language, text}, {"ja", RandomText(random_, 8) + "."}});
      if (Pick(4) == 0) {
        unit.variants[0].segment.codes = {{.content = "<br/>"}};
      }
      unit.origin = AnyOrigin();
      Add(unit, language);
      const std::string query =
          Mutate(text, static_cast<int>(Pick(3)), random_);
      if (!IsValidUtf8(query) || IsBlank(query)) continue;
      LookupRequest request = Request(query, language, "ja");
      request.memories = {{language, static_cast<int>(Pick(3))}};
      request.threshold = 30;
      for (const Match& match : Find(request)) {
        ExpectExplained(query, language, match);
      }
    }
  }
}

}  // namespace
}  // namespace presstm
