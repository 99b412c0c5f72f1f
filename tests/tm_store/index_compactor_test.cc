#include "tm_store/index_compactor.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

void AddSentences(SegmentIndex& index, int64_t count) {
  for (int64_t id = 0; id < count; ++id) {
    const TextUnits text = ToTextUnits(absl::StrCat("sentence x", id), "en");
    index.Add({{{id, 0}, {text.units, text.characters}}});
  }
}

TEST(IndexCompactorTest, JoinsWhatNeedsIt) {
  const auto index = std::make_shared<SegmentIndex>();
  AddSentences(*index, 1'000);
  ASSERT_TRUE(index->NeedsMerge());
  IndexCompactor compactor;
  compactor.Notify(index);
  while (index->NeedsMerge()) std::this_thread::yield();
  EXPECT_EQ(index->snapshot().segment_count(), 1'000);
  EXPECT_LE(index->snapshot().generation_count(), 6);
}

TEST(IndexCompactorTest, LetsChangesAndLookUpsGoOn) {
  const auto index = std::make_shared<SegmentIndex>();
  const TextUnits query = ToTextUnits("sentence x7", "en");
  IndexCompactor compactor;
  for (int64_t id = 0; id < 3'000; ++id) {
    const TextUnits text = ToTextUnits(absl::StrCat("sentence x", id), "en");
    index->Add({{{id, 0}, {text.units, text.characters}}});
    compactor.Notify(index);
    if (id < 7 || id % 50 != 0) continue;
    ASSERT_OK_AND_ASSIGN(
        const SearchResult result,
        index->snapshot().Search({query.units, query.characters},
                                 {.threshold = 100, .limit = 1}, Deadline()));
    ASSERT_EQ(result.candidates.size(), 1);
    ASSERT_EQ(result.candidates[0].refs.front().unit, 7);
  }
  EXPECT_EQ(index->snapshot().segment_count(), 3'000);
}

TEST(IndexCompactorTest, EndsWithWorkLeft) {
  const auto index = std::make_shared<SegmentIndex>();
  AddSentences(*index, 500);
  { IndexCompactor().Notify(index); }
  EXPECT_EQ(index->snapshot().segment_count(), 500);
}

}  // namespace
}  // namespace presstm
