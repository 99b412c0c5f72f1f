#include "tm_store/match/concordance.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/match/model_index.h"
#include "tests/support/reference_matching.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"
#include "tm_store/text/utf8.h"

namespace presstm {

void PrintTo(const ContainingSegment& segment, std::ostream* out) {
  *out << segment.ref.unit << (segment.is_whole ? "w" : "p")
       << segment.length_characters;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<ContainingSegment> ReferenceFind(
    const std::map<int64_t, TextUnits>& segments, const TextUnits& query) {
  std::vector<ContainingSegment> found;
  for (const auto& [id, segment] : segments) {
    const auto is_whole =
        ReferenceContains(segment.characters, query.characters);
    if (!is_whole.has_value()) continue;
    found.push_back(
        {*is_whole, static_cast<int32_t>(segment.characters.size()), {id, 0}});
  }
  std::sort(found.begin(), found.end(), RanksBefore);
  return found;
}

ContainingResult Find(const ModelIndex& index, const TextUnits& query,
                      const ContainingOptions& options) {
  const auto result = index.snapshot().FindContaining(ModelIndex::View(query),
                                                      options, Deadline());
  EXPECT_THAT(result, IsOk());
  return result.ok() ? *result : ContainingResult();
}

// Expects what looking into every segment gives, in one and in pages.
void ExpectComplete(const ModelIndex& index, const std::string& text,
                    const char* language) {
  SCOPED_TRACE(text);
  const TextUnits query = ToTextUnits(text, language);
  if (query.characters.empty()) return;
  const auto expected = ReferenceFind(index.segments(), query);
  ASSERT_EQ(Find(index, query, {.limit = 1'000'000}).segments, expected);
  for (const int limit : {1, 7, 100}) {
    ContainingOptions options = {.limit = limit};
    std::vector<ContainingSegment> paged;
    for (int pages = 0; pages < 12; ++pages) {
      const auto page = Find(index, query, options).segments;
      if (page.empty()) break;
      paged.insert(paged.end(), page.begin(), page.end());
      options.after = page.back();
    }
    ASSERT_EQ(paged,
              std::vector<ContainingSegment>(
                  expected.begin(),
                  expected.begin() +
                      static_cast<std::ptrdiff_t>(std::min(
                          expected.size(), static_cast<size_t>(12 * limit)))));
  }
}

TEST(ConcordanceTest, FindsAllOfRealSentences) {
  constexpr unsigned kSeed = 31;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const auto& [column, language] :
       {std::pair(&PressRow::en, "en"), std::pair(&PressRow::zh, "zh"),
        std::pair(&PressRow::ko, "ko")}) {
    SCOPED_TRACE(language);
    ModelIndex index(language);
    std::vector<std::string> texts;
    for (const PressRow& row : ReadPressSample()) {
      texts.push_back(row.*column);
      texts.push_back(Mutate(row.*column, 3, random));
      if (random() % 4 == 0) texts.push_back(row.*column);
    }
    index.AddAll(texts);
    for (int k = 0; k < 300; ++k) {
      const size_t most = k % 3 == 0 ? 2 : k % 3 == 1 ? 6 : 30;
      ExpectComplete(
          index, RandomStretch(texts[random() % texts.size()], most, random),
          language);
    }
  }
}

TEST(ConcordanceTest, FindsAllOfRandomTextsUnderChanges) {
  constexpr unsigned kSeed = 32;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const char* language : {"zh", "en", "ko"}) {
    ModelIndex index(language);
    std::vector<std::string> texts;
    for (int k = 0; k < 700; ++k) {
      texts.push_back(Mutate(RandomText(random, 1 + k % 12), k % 3, random));
    }
    index.AddAll(texts);
    int64_t next_id = 700;
    for (int step = 0; step < 400; ++step) {
      if (step % 3 == 0) {
        auto victim = index.segments().begin();
        std::advance(victim, static_cast<std::ptrdiff_t>(
                                 random() % index.segments().size()));
        index.Remove(victim->first);
      } else {
        index.Add(next_id++, RandomText(random, 1 + step % 9));
      }
      if (step % 90 == 89) index.index().MergeStep();
      ExpectComplete(
          index,
          step % 2 == 0
              ? RandomText(random, 1 + step % 5)
              : RandomStretch(texts[random() % texts.size()], 5, random),
          language);
    }
  }
}

std::vector<int64_t> Ids(const ContainingResult& result) {
  std::vector<int64_t> ids;
  for (const ContainingSegment& segment : result.segments) {
    ids.push_back(segment.ref.unit);
  }
  return ids;
}

TEST(ConcordanceTest, RanksWholeWordsThenShorterThenNewer) {
  ModelIndex index("en");
  index.AddAll({"a long sentence with a meeting in it", "meetings", "meet me",
                "we meet", "no party", "to meet is to meet", "we meet"});
  EXPECT_THAT(Ids(Find(index, ToTextUnits("Meet", "en"), {})),
              ElementsAre(6, 3, 2, 5, 1, 0));
  EXPECT_THAT(Ids(Find(index, ToTextUnits("art", "en"), {})), IsEmpty());
  EXPECT_THAT(Ids(Find(index, ToTextUnits("", "en"), {})), IsEmpty());
}

// Shares nothing with the texts below but what the loops put in.
std::string Filler(int k) { return absl::StrCat("f", k, "x g", k % 40, "y"); }

TEST(ConcordanceTest, RareWordsCostWhatTheirPostingsDo) {
  ModelIndex index("en");
  std::vector<std::string> texts;
  for (int k = 0; k < 4'000; ++k) {
    texts.push_back(absl::StrCat("the news ", Filler(k),
                                 k % 1'000 == 0 ? " climate change is" : ""));
  }
  index.AddAll(texts);
  const auto phrase = Find(index, ToTextUnits("climate change is", "en"), {});
  EXPECT_EQ(phrase.segments.size(), 4u);
  EXPECT_LE(phrase.looked_at, 50);
  EXPECT_EQ(phrase.scanned_bytes, 0);
  // What may go on is looked for by the rest of the phrase.
  const auto started = Find(index, ToTextUnits("climate chan", "en"), {});
  EXPECT_EQ(started.segments.size(), 4u);
  EXPECT_LE(started.looked_at, 50);
  EXPECT_EQ(started.scanned_bytes, 0);
  // A common word fills the page without what goes on.
  const auto common = Find(index, ToTextUnits("news", "en"), {.limit = 50});
  EXPECT_EQ(common.segments.size(), 50u);
  EXPECT_EQ(common.scanned_bytes, 0);
  // Only a single word that is rare makes it go through everything.
  const auto rare = Find(index, ToTextUnits("clim", "en"), {});
  EXPECT_EQ(rare.segments.size(), 4u);
  EXPECT_GT(rare.scanned_bytes, 0);
}

TEST(ConcordanceTest, HanAndHangulNeverScan) {
  std::mt19937 random(33);
  for (const auto& [column, language] :
       {std::pair(&PressRow::zh, "zh"), std::pair(&PressRow::ko, "ko")}) {
    ModelIndex index(language);
    std::vector<std::string> texts;
    for (const PressRow& row : ReadPressSample()) texts.push_back(row.*column);
    index.AddAll(texts);
    for (const char* text : {"中", "中国", "중", "중국", "2025年"}) {
      EXPECT_EQ(Find(index, ToTextUnits(text, language), {}).scanned_bytes, 0);
    }
  }
}

TEST(ConcordanceTest, HonoursDeadlineAndCancellation) {
  ModelIndex index("en");
  index.Add(1, "text");
  const TextUnits query = ToTextUnits("text", "en");
  EXPECT_THAT(index.snapshot().FindContaining(ModelIndex::View(query), {},
                                              {.time = absl::UnixEpoch()}),
              IsCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(
      index.snapshot().FindContaining(ModelIndex::View(query), {},
                                      {.cancelled = [] { return true; }}),
      IsCode(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace presstm
