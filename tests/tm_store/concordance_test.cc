// Concordance search through the front door.
#include <algorithm>
#include <random>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"
#include "tests/tm_store/translation_memory_fixture.h"
#include "tm_store/base/error.h"
#include "tm_store/text/occurrences.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConcordanceSearchTest : public TranslationMemoryFixture {
 protected:
  static ConcordanceRequest MakeRequest(const std::string& text,
                                        const char* language) {
    return {.text = text, .language = language, .memories = {"press"}};
  }

  ConcordanceResponse Search(const ConcordanceRequest& request) {
    const auto response = tm_->SearchConcordance(request, {});
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : ConcordanceResponse();
  }

  // The hits of all pages.
  std::vector<ConcordanceHit> SearchAll(ConcordanceRequest request) {
    std::vector<ConcordanceHit> hits;
    while (true) {
      ConcordanceResponse page = Search(request);
      EXPECT_LE(page.hits.size(), static_cast<size_t>(request.limit));
      for (ConcordanceHit& hit : page.hits) hits.push_back(std::move(hit));
      if (!page.next.has_value()) return hits;
      EXPECT_NE(page.next, request.after);
      request.after = page.next;
    }
  }

  static std::vector<std::string> TextsOf(
      const std::vector<ConcordanceHit>& hits) {
    std::vector<std::string> texts;
    for (const ConcordanceHit& hit : hits) {
      texts.push_back(hit.unit.variants[hit.variant_position].segment.text);
    }
    return texts;
  }
};

TEST_F(ConcordanceSearchTest, FindsWithPlacesAndVariants) {
  const TranslationUnit unit =
      Add({{"zh-CN", "外交部发言人说，发言人不在"}, {"ko", "외교부 대변인"}});
  const auto hits = Search(MakeRequest("發言人", "zh")).hits;
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].unit.id, unit.id);
  EXPECT_EQ(hits[0].memory_name, "press");
  EXPECT_EQ(hits[0].variant_position, 0u);
  EXPECT_THAT(hits[0].unit.variants, SizeIs(2));
  EXPECT_THAT(hits[0].spans, ElementsAre(ByteSpan{9, 18}, ByteSpan{24, 33}));
  // The other side is searched just the same.
  const auto other = Search(MakeRequest("대변", "ko-KR")).hits;
  ASSERT_THAT(other, SizeIs(1));
  EXPECT_EQ(other[0].variant_position, 1u);
}

TEST_F(ConcordanceSearchTest, ComparesNumbersByValue) {
  std::vector<TranslationUnit> units;
  for (int year = 1000; year < 2'100; ++year) {
    units.push_back(MakeUnit({{"zh", absl::StrCat(year, "年的新闻")}}));
  }
  ASSERT_OK(tm_->CreateUnits("press", std::move(units), WriteRule::kUnspecified,
                             "tester"));
  Add({{"zh", "２０２５年的消息"}});
  for (const int limit : {1, 50}) {
    ConcordanceRequest request = MakeRequest("2025年", "zh");
    request.limit = limit;
    EXPECT_THAT(TextsOf(SearchAll(request)),
                ElementsAre("２０２５年的消息", "2025年的新闻"));
  }
}

// Thousands of candidates that are none end a page, not the search.
TEST_F(ConcordanceSearchTest, GoesOnAfterAPageWithoutHits) {
  std::vector<TranslationUnit> units;
  for (int k = 0; k < 7'000; ++k) {
    units.push_back(MakeUnit({{"en", absl::StrCat(k, " words")}}));
  }
  ASSERT_OK(tm_->CreateUnits("press", std::move(units), WriteRule::kUnspecified,
                             "tester"));
  const ConcordanceResponse first = Search(MakeRequest("3", "en"));
  EXPECT_THAT(first.hits, IsEmpty());
  EXPECT_TRUE(first.next.has_value());
  EXPECT_THAT(TextsOf(SearchAll(MakeRequest("3", "en"))),
              ElementsAre("3 words"));
  EXPECT_THAT(SearchAll(MakeRequest("12345", "en")), IsEmpty());
}

TEST_F(ConcordanceSearchTest, FollowsEveryChange) {
  TranslationUnit unit = Add({{"en", "the old words"}, {"ko", "옛말"}});
  EXPECT_THAT(Search(MakeRequest("old", "en")).hits, SizeIs(1));
  unit.variants[0].segment.text = "the new words";
  ASSERT_OK(tm_->UpdateUnit("press", unit, unit.revision, "tester"));
  EXPECT_THAT(Search(MakeRequest("old", "en")).hits, IsEmpty());
  EXPECT_THAT(Search(MakeRequest("new wo", "en")).hits, SizeIs(1));
  Reopen();
  EXPECT_THAT(Search(MakeRequest("new wo", "en")).hits, SizeIs(1));
  ASSERT_OK(tm_->DeleteUnit("press", unit.id, 0, "tester"));
  EXPECT_THAT(Search(MakeRequest("new", "en")).hits, IsEmpty());
}

TEST_F(ConcordanceSearchTest, RestrictsLanguagesAndScripts) {
  Add({{"zh-CN", "新闻"}, {"en", "news"}});
  Add({{"zh-TW", "新聞稿"}, {"ko", "보도 자료"}});
  Add({{"zh-TW", "聽新聞"}});
  EXPECT_THAT(TextsOf(SearchAll(MakeRequest("新闻", "zh"))),
              ElementsAre("新闻", "聽新聞", "新聞稿"));
  EXPECT_THAT(TextsOf(SearchAll(MakeRequest("新闻", "zh-TW"))),
              ElementsAre("聽新聞", "新聞稿"));
  EXPECT_THAT(SearchAll(MakeRequest("新闻", "en")), IsEmpty());
  EXPECT_THAT(SearchAll(MakeRequest("新闻", "ja")), IsEmpty());
  ConcordanceRequest request = MakeRequest("新闻", "zh");
  request.other_languages = {"ko-KR"};
  EXPECT_THAT(TextsOf(SearchAll(request)), ElementsAre("新聞稿"));
  request.other_languages = {"ko", "en"};
  EXPECT_THAT(SearchAll(request), IsEmpty());
  request.other_languages = {"zh"};  // Itself is no other one.
  EXPECT_THAT(SearchAll(request), IsEmpty());
}

TEST_F(ConcordanceSearchTest, SearchesSeveralMemoriesInOneOrder) {
  ASSERT_OK(tm_->CreateMemory({.name = "other"}, "tester"));
  for (int k = 0; k < 9; ++k) {
    Add({{"en", absl::StrCat("news", std::string(k / 3, '!'), " x", k)}},
        k % 3 == 0 ? "other" : "press");
  }
  ConcordanceRequest request = MakeRequest("news", "en");
  request.memories = {"other", "press", "other"};
  const auto all = Search(request).hits;
  EXPECT_THAT(all, SizeIs(9));
  request.limit = 2;
  const auto paged = SearchAll(request);
  EXPECT_EQ(TextsOf(paged), TextsOf(all));
  request.memories = {"other"};
  for (const ConcordanceHit& hit : SearchAll(request)) {
    EXPECT_EQ(hit.memory_name, "other");
  }
  request.memories = {"none"};
  EXPECT_THAT(tm_->SearchConcordance(request, {}),
              IsCode(absl::StatusCode::kNotFound));
}

TEST_F(ConcordanceSearchTest, NamesTheFieldAtFault) {
  const struct {
    const char* name;
    ConcordanceRequest request;
    const char* field;
  } kCases[] = {
      {"empty", {"", "en", {}, {"press"}}, "text"},
      {"blank", {" \u00A0\u200B", "en", {}, {"press"}}, "text"},
      {"not UTF-8", {"\xC4\xE3", "en", {}, {"press"}}, "text"},
      {"too long", {std::string(1'025, 'x'), "en", {}, {"press"}}, "text"},
      {"no language", {"x", "", {}, {"press"}}, "language_code"},
      {"language", {"x", "??", {}, {"press"}}, "language_code"},
      {"other language",
       {"x", "en", {"ko", "??"}, {"press"}},
       "other_language_codes[1]"},
      {"no memory", {"x", "en", {}, {}}, "memories"},
      {"memory", {"x", "en", {}, {"press", "?"}}, "memories[1]"},
      {"no limit", {"x", "en", {}, {"press"}, 0}, "page_size"},
      {"limit", {"x", "en", {}, {"press"}, 1'001}, "page_size"},
  };
  for (const auto& test : kCases) {
    SCOPED_TRACE(test.name);
    const auto response = tm_->SearchConcordance(test.request, {});
    EXPECT_THAT(response, IsCode(absl::StatusCode::kInvalidArgument));
    EXPECT_EQ(GetErrorField(response.status()), test.field);
  }
}

TEST_F(ConcordanceSearchTest, HonoursTheDeadline) {
  Add({{"en", "news"}});
  EXPECT_THAT(tm_->SearchConcordance(MakeRequest("news", "en"),
                                     {.time = absl::UnixEpoch()}),
              IsCode(absl::StatusCode::kDeadlineExceeded));
}

// Against looking for the text in every segment.
TEST_F(ConcordanceSearchTest, FindsWhatLookingEverywhereFinds) {
  constexpr unsigned kSeed = 41;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  std::vector<TranslationUnit> units;
  for (const PressRow& row : ReadPressSample()) {
    units.push_back(MakeUnit({{"en", row.en}, {"zh", row.zh}, {"ko", row.ko}}));
    units.push_back(MakeUnit({{"en", RandomText(random, 6) + "."},
                              {"zh", RandomText(random, 6) + "。"},
                              {"ko", RandomText(random, 6) + "."}}));
  }
  ASSERT_OK(
      tm_->CreateUnits("press", units, WriteRule::kUnspecified, "tester"));
  ASSERT_OK_AND_ASSIGN(units, tm_->ListUnits("press", {}, {}, 2'000));
  for (int k = 0; k < 400; ++k) {
    const size_t variant = random() % 3;
    const std::string text = RandomStretch(
        units[random() % units.size()].variants[variant].segment.text,
        1 + static_cast<size_t>(k) % 12, random);
    if (IsBlank(text)) continue;
    const std::string language = units[0].variants[variant].language;
    SCOPED_TRACE(absl::StrCat(language, ": ", text));
    const OccurrencePattern pattern(text, language);
    std::set<int64_t> expected;
    for (const TranslationUnit& unit : units) {
      if (!pattern.Find(unit.variants[variant].segment.text).empty()) {
        expected.insert(unit.id.value);
      }
    }
    ConcordanceRequest request = MakeRequest(text, language.c_str());
    request.limit = 1 + static_cast<int>(random() % 300);
    std::set<int64_t> found;
    for (const ConcordanceHit& hit : SearchAll(request)) {
      ASSERT_TRUE(found.insert(hit.unit.id.value).second);
    }
    ASSERT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace presstm
