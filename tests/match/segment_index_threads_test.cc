// The index while several threads use it.
#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/match/model_index.h"
#include "tests/support/status_matchers.h"
#include "tm_store/match/segment_index.h"

namespace presstm {
namespace {

using ::testing::SizeIs;

TEST(SegmentIndexThreadsTest, AMergeLosesNeitherAdditionsNorRemovals) {
  SegmentIndex index;
  const TextUnits text = ToTextUnits("one sentence for all", "en");
  const SegmentView view = ModelIndex::View(text);
  std::atomic<bool> done = false;
  std::thread merger([&] {
    while (!done) index.MergeStep();
  });
  constexpr int64_t kSegments = 4'000;
  for (int64_t id = 0; id < kSegments; ++id) {
    index.Add({{{id, 0}, view}});
    if (id % 2 == 1) index.Remove({{{id / 2, 0}, view}});
  }
  done = true;
  merger.join();
  ASSERT_OK_AND_ASSIGN(const SearchResult result,
                       index.snapshot().Search(view, {}, Deadline()));
  ASSERT_THAT(result.candidates, SizeIs(1));
  std::vector<int64_t> left;
  for (const SegmentRef& ref : result.candidates[0].refs) {
    left.push_back(ref.unit);
  }
  std::sort(left.begin(), left.end());
  std::vector<int64_t> expected(kSegments / 2);
  std::iota(expected.begin(), expected.end(), kSegments / 2);
  EXPECT_EQ(left, expected);
}

TEST(SegmentIndexThreadsTest, ReadersSeeWholeStatesWhileAWriterWorks) {
  const TextUnits text = ToTextUnits("one sentence for all", "en");
  const SegmentView view = ModelIndex::View(text);
  SegmentIndex index;
  std::thread writer([&] {
    for (int64_t id = 0; id < 500; ++id) index.Add({{{id, 0}, view}});
  });
  size_t seen = 0;
  while (seen < 500) {
    const auto result = index.snapshot().Search(view, {}, Deadline());
    ASSERT_OK(result);
    const size_t now =
        result->candidates.empty() ? 0 : result->candidates[0].refs.size();
    ASSERT_GE(now, seen);
    seen = now;
  }
  writer.join();
}

}  // namespace
}  // namespace presstm
