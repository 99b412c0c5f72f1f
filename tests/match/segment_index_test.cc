#include "tm_store/match/segment_index.h"

#include <map>
#include <random>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace presstm {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// An index beside a plain map of the same segments.
class ModelIndex {
 public:
  explicit ModelIndex(const char* language) : language_(language) {}

  void Add(int64_t id, const std::string& text) {
    TextUnits& units = model_[id] = ToTextUnits(text, language_);
    index_.Add({{{id, 0}, View(units)}});
  }

  void AddAll(const std::vector<std::string>& texts) {
    std::vector<IndexItem> items;
    for (const std::string& text : texts) {
      const auto id = static_cast<int64_t>(model_.size());
      TextUnits& units = model_[id] = ToTextUnits(text, language_);
      items.push_back({{id, 0}, View(units)});
    }
    index_.Add(items);
  }

  void Remove(int64_t id) {
    const auto it = model_.find(id);
    index_.Remove({{{id, 0}, View(it->second)}});
    model_.erase(it);
  }

  // The index's answer must be what scoring every segment gives.
  void ExpectLossless(const std::string& query, const SearchOptions& options) {
    const TextUnits units = ToTextUnits(query, language_);
    ASSERT_OK_AND_ASSIGN(
        const SearchResult result,
        index_.snapshot().Search(View(units), options, Deadline()));
    std::map<int64_t, int> expected;
    size_t above_threshold = 0;
    for (const auto& [id, segment] : model_) {
      const int score = ReferenceScore(units, segment);
      if (score >= options.threshold) ++above_threshold;
      if (score >= result.complete_from) expected[id] = score;
    }
    std::map<int64_t, int> found;
    int previous = 100;
    for (const Candidate& candidate : result.candidates) {
      ASSERT_LE(candidate.base_score, previous);
      previous = candidate.base_score;
      for (const SegmentRef& ref : candidate.refs) {
        ASSERT_TRUE(found.emplace(ref.unit, candidate.base_score).second);
      }
    }
    ASSERT_EQ(found, expected) << query;
    if (found.size() < above_threshold) {
      // Only the limit may have cut the list off.
      ASSERT_GE(found.size(), static_cast<size_t>(options.limit)) << query;
    }
  }

  const std::map<int64_t, TextUnits>& model() const { return model_; }
  IndexSnapshot snapshot() const { return index_.snapshot(); }
  static SegmentView View(const TextUnits& units) {
    return {units.units, units.characters};
  }

 private:
  const char* language_;
  SegmentIndex index_;
  std::map<int64_t, TextUnits> model_;  // Stable addresses.
};

TEST(SegmentIndexTest, FindsNothingInAnEmptyIndex) {
  ModelIndex index("en");
  index.ExpectLossless("anything", {.threshold = 1, .limit = 1});
  EXPECT_EQ(index.snapshot().segment_count(), 0);
}

TEST(SegmentIndexTest, IsLosslessOnRealSentences) {
  std::vector<std::string> en;
  std::vector<std::string> zh;
  std::vector<std::string> ko;
  for (const PressRow& row : ReadPressSample()) {
    en.push_back(row.en);
    zh.push_back(row.zh);
    ko.push_back(row.ko);
  }
  std::mt19937 random(1);
  for (const auto& [texts, language] :
       {std::pair(en, "en"), std::pair(zh, "zh"), std::pair(ko, "ko")}) {
    ModelIndex index(language);
    index.AddAll(texts);
    for (size_t k = 0; k < texts.size(); k += 25) {
      const std::string query =
          Mutate(texts[k], static_cast<int>(random() % 30), random);
      for (const int threshold : {30, 50, 70, 85, 100}) {
        index.ExpectLossless(query, {.threshold = threshold, .limit = 5});
      }
    }
  }
}

TEST(SegmentIndexTest, IsLosslessUnderRandomChanges) {
  constexpr unsigned kSeed = 2;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  ModelIndex index("zh");
  int64_t next_id = 0;
  for (int step = 0; step < 1'200; ++step) {
    if (random() % 4 == 0 && !index.model().empty()) {
      auto victim = index.model().begin();
      std::advance(
          victim, static_cast<std::ptrdiff_t>(random() % index.model().size()));
      index.Remove(victim->first);
    } else {
      // Few pieces: many equal segments and near-duplicates.
      index.Add(next_id++, RandomText(random, 1 + step % 9));
    }
    if (step % 4 != 0) continue;
    index.ExpectLossless(RandomText(random, 1 + step % 9),
                         {.threshold = 1 + static_cast<int>(random() % 100),
                          .limit = 1 + static_cast<int>(random() % 20)});
  }
  EXPECT_EQ(index.snapshot().segment_count(),
            static_cast<int64_t>(index.model().size()));
}

TEST(SegmentIndexTest, IsLosslessOnAdversarialSets) {
  ModelIndex index("zh");
  std::vector<std::string> texts = {"!", "?!", "…", "新", "闻"};
  for (int k = 1; k < 80; ++k) texts.push_back(std::string(3 * 40, ' '));
  texts.resize(5);
  for (int k = 1; k <= 150; ++k) {
    std::string repeated;
    for (int n = 0; n < k; ++n) repeated += "新";
    texts.push_back(repeated);
  }
  for (int k = 0; k < 150; ++k) {
    std::string same_length;
    for (int n = 0; n < 20; ++n)
      same_length += (k >> (n % 8)) % 2 ? "新" : "闻";
    texts.push_back(same_length);
  }
  index.AddAll(texts);
  for (const std::string& query : texts) {
    for (const int threshold : {50, 70, 99}) {
      index.ExpectLossless(query, {.threshold = threshold, .limit = 3});
    }
  }
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

TEST(SegmentIndexTest, ReadersSeeWholeStatesWhileAWriterWorks) {
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
