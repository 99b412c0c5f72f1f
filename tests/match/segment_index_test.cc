#include "tm_store/match/segment_index.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/match/model_index.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(SegmentIndexTest, FindsNothingInAnEmptyIndex) {
  ModelIndex index("en");
  index.ExpectLossless("anything", {{.threshold = 1, .limit = 1}});
  EXPECT_EQ(index.snapshot().segment_count(), 0);
}

const SearchOptions kSearches[] = {
    {.threshold = 30, .limit = 5},     {.threshold = 50, .limit = 5},
    {.threshold = 60, .limit = 1'000}, {.threshold = 70, .limit = 5},
    {.threshold = 70, .limit = 1},     {.threshold = 70, .limit = 1'000},
    {.threshold = 85, .limit = 20},    {.threshold = 95, .limit = 5},
    {.threshold = 100, .limit = 5}};

// The press sample in one language, and as many sentences like them again
// and again: each with some characters changed.
std::vector<std::string> SimilarSentences(const std::string PressRow::*language,
                                          int copies, std::mt19937& random) {
  std::vector<std::string> texts;
  for (const PressRow& row : ReadPressSample()) {
    texts.push_back(row.*language);
    for (int k = 1; k < copies; ++k) {
      texts.push_back(
          Mutate(row.*language, 1 + static_cast<int>(random() % 40), random));
    }
  }
  return texts;
}

TEST(SegmentIndexTest, IsLosslessOnRealSentences) {
  constexpr unsigned kSeed = 1;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const auto& [texts, language] :
       {std::pair(SimilarSentences(&PressRow::en, 4, random), "en"),
        std::pair(SimilarSentences(&PressRow::zh, 4, random), "zh"),
        std::pair(SimilarSentences(&PressRow::ko, 4, random), "ko")}) {
    SCOPED_TRACE(language);
    ModelIndex index(language);
    index.AddAll(texts);
    for (int k = 0; k < 25; ++k) {
      const std::string& text = texts[random() % texts.size()];
      index.ExpectLossless(
          Mutate(text, static_cast<int>(random() % 30), random), kSearches);
    }
  }
}

// Short texts of few pieces: many equal segments and near-duplicates, mixed
// scripts, and queries of every length.
TEST(SegmentIndexTest, IsLosslessOnRandomTexts) {
  constexpr unsigned kSeed = 12;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  for (const char* language : {"zh", "en", "ko"}) {
    ModelIndex index(language);
    std::vector<std::string> texts;
    for (int k = 0; k < 2'500; ++k) {
      texts.push_back(RandomText(random, 1 + k % 12));
    }
    index.AddAll(texts);
    for (int k = 0; k < 60; ++k) {
      index.ExpectLossless(RandomText(random, 1 + k % 14), kSearches);
    }
  }
}

TEST(SegmentIndexTest, IsLosslessUnderRandomChanges) {
  constexpr unsigned kSeed = 2;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  ModelIndex index("zh");
  int64_t next_id = 0;
  for (int step = 0; step < 1'500; ++step) {
    if (random() % 4 == 0 && !index.segments().empty()) {
      auto victim = index.segments().begin();
      std::advance(victim, static_cast<std::ptrdiff_t>(
                               random() % index.segments().size()));
      index.Remove(victim->first);
    } else {
      index.Add(next_id++, RandomText(random, 1 + step % 9));
    }
    if (step % 100 == 99) index.index().MergeStep();
    if (step % 4 != 0) continue;
    index.ExpectLossless(RandomText(random, 1 + step % 9),
                         {{.threshold = 1 + static_cast<int>(random() % 100),
                           .limit = 1 + static_cast<int>(random() % 20)}});
  }
  EXPECT_EQ(index.snapshot().segment_count(),
            static_cast<int64_t>(index.segments().size()));
}

std::string Repeat(const std::string& text, int count) {
  std::string repeated;
  for (int k = 0; k < count; ++k) repeated += text;
  return repeated;
}

TEST(SegmentIndexTest, IsLosslessOnAdversarialSets) {
  ModelIndex index("zh");
  std::vector<std::string> texts = {"!",  "?!", "…",        "新",
                                    "闻", "1",  "www.a.kr", "word"};
  // One repeated unit, by lengths.
  for (int k = 1; k <= 150; ++k) texts.push_back(Repeat("新", k));
  for (int k = 1; k <= 60; ++k) texts.push_back(Repeat("news ", k));
  // All of one length, of two units.
  for (int k = 0; k < 256; ++k) {
    std::string text;
    for (int n = 0; n < 20; ++n) text += (k >> (n % 8)) % 2 ? "新" : "闻";
    texts.push_back(text);
  }
  // The same text a hundred times.
  texts.insert(texts.end(), 100, "外交部发言人今天说");
  index.AddAll(texts);
  std::mt19937 random(3);
  for (size_t k = 0; k < texts.size(); k += 1 + random() % 6) {
    index.ExpectLossless(texts[k], {{.threshold = 50, .limit = 3},
                                    {.threshold = 70, .limit = 3},
                                    {.threshold = 99, .limit = 3}});
  }
}

TEST(SegmentIndexTest, IsLosslessOnNearDuplicatesByTheThousand) {
  std::mt19937 random(4);
  ModelIndex index("ko");
  const std::string text = ReadPressSample()[7].ko;
  std::vector<std::string> texts;
  for (int k = 0; k < 3'000; ++k) texts.push_back(Mutate(text, k % 7, random));
  index.AddAll(texts);
  for (int k = 0; k < 5; ++k) {
    index.ExpectLossless(Mutate(text, k, random), kSearches);
  }
}

TEST(SegmentIndexTest, IsLosslessOnVeryLongSegments) {
  std::mt19937 random(5);
  ModelIndex index("zh");
  std::vector<std::string> texts;
  std::string text;
  for (const PressRow& row : ReadPressSample()) text += row.zh;
  text.resize(3 * 5'000);  // All but a few are Chinese characters.
  while (!IsValidUtf8(text)) text.pop_back();
  for (int k = 0; k < 4; ++k) texts.push_back(Mutate(text, 700 * k, random));
  texts.push_back(text.substr(0, text.find("。") + 3));
  index.AddAll(texts);
  index.ExpectLossless(
      Mutate(text, 10, random),
      {{.threshold = 50, .limit = 5}, {.threshold = 90, .limit = 1}});
}

TEST(SegmentIndexTest, SmallAdditionsAndMergesLeaveFewGenerations) {
  ModelIndex index("en");
  for (int64_t id = 0; id < 2'000; ++id) {
    index.Add(id, absl::StrCat("sentence with the number ", id, "x"));
    ASSERT_LE(index.snapshot().generation_count(), 8 + 2'000 / 64);
  }
  EXPECT_TRUE(index.index().NeedsMerge());
  while (index.index().MergeStep()) {
  }
  EXPECT_FALSE(index.index().NeedsMerge());
  EXPECT_LE(index.snapshot().generation_count(), 7);
  EXPECT_EQ(index.snapshot().segment_count(), 2'000);
  for (int64_t id = 0; id < 2'000; ++id) index.Remove(id);
  while (index.index().MergeStep()) {
  }
  EXPECT_EQ(index.snapshot().segment_count(), 0);
  EXPECT_LE(index.snapshot().generation_count(), 1);
}

TEST(SegmentIndexTest, ASnapshotDoesNotSeeLaterAdditions) {
  ModelIndex index("en");
  index.Add(1, "the same sentence");
  const IndexSnapshot before = index.snapshot();
  index.Add(2, "the same sentence");
  const TextUnits query = ToTextUnits("the same sentence", "en");
  ASSERT_OK_AND_ASSIGN(const SearchResult old_result,
                       before.Search(ModelIndex::View(query), {}, Deadline()));
  ASSERT_THAT(old_result.candidates, SizeIs(1));
  EXPECT_THAT(old_result.candidates[0].refs, SizeIs(1));
  ASSERT_OK_AND_ASSIGN(
      const SearchResult new_result,
      index.snapshot().Search(ModelIndex::View(query), {}, Deadline()));
  ASSERT_THAT(new_result.candidates, SizeIs(1));
  EXPECT_THAT(new_result.candidates[0].refs, SizeIs(2));
}

TEST(SegmentIndexTest, HonoursDeadlineAndCancellation) {
  ModelIndex index("en");
  index.Add(1, "text");
  const TextUnits query = ToTextUnits("text", "en");
  EXPECT_THAT(index.snapshot().Search(ModelIndex::View(query), {},
                                      {.time = absl::UnixEpoch()}),
              IsCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(index.snapshot().Search(ModelIndex::View(query), {},
                                      {.time = absl::InfiniteFuture(),
                                       .cancelled = [] { return true; }}),
              IsCode(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace presstm
