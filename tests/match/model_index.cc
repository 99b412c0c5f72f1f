#include "tests/match/model_index.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/reference_matching.h"
#include "tests/support/status_matchers.h"

namespace presstm {

void ModelIndex::Add(int64_t id, const std::string& text) {
  TextUnits& units = segments_[id] = ToTextUnits(text, language_);
  index_.Add({{{id, 0}, View(units)}});
}

void ModelIndex::AddAll(const std::vector<std::string>& texts) {
  std::vector<IndexItem> items;
  for (const std::string& text : texts) {
    const auto id = static_cast<int64_t>(segments_.size());
    TextUnits& units = segments_[id] = ToTextUnits(text, language_);
    items.push_back({{id, 0}, View(units)});
  }
  index_.Add(items);
}

void ModelIndex::Remove(int64_t id) {
  const auto it = segments_.find(id);
  index_.Remove({{{id, 0}, View(it->second)}});
  segments_.erase(it);
}

void ModelIndex::ExpectLossless(
    const std::string& query, absl::Span<const SearchOptions> searches) const {
  SCOPED_TRACE(query);
  const TextUnits units = ToTextUnits(query, language_);
  std::map<int64_t, int> scores;
  for (const auto& [id, segment] : segments_) {
    scores[id] = ReferenceScore(units, segment);
  }
  for (SearchOptions options : searches) {
    SCOPED_TRACE(options.threshold);
    ExpectFinds(units, options, scores);
    options.scan_below = 0;  // By postings wherever they help.
    ExpectFinds(units, options, scores);
    options.skip_from = 0;
    ExpectFinds(units, options, scores);
  }
}

void ModelIndex::ExpectFinds(const TextUnits& query,
                             const SearchOptions& options,
                             const std::map<int64_t, int>& scores) const {
  ASSERT_OK_AND_ASSIGN(
      const SearchResult result,
      index_.snapshot().Search(View(query), options, Deadline()));
  std::map<int64_t, int> expected;
  size_t above_threshold = 0;
  for (const auto& [id, score] : scores) {
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
  ASSERT_EQ(found, expected);
  ASSERT_GE(result.complete_from, options.threshold);
  if (found.size() < above_threshold) {
    // Only the limit may have cut the list off.
    ASSERT_GE(found.size(), static_cast<size_t>(options.limit));
  }
}

}  // namespace presstm
