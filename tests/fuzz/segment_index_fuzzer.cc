// Hunts for a segment that the index should find and does not: compares its
// answers with scoring every segment.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"
#include "tests/support/reference_matching.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/text/text_units.h"

namespace {

using presstm::Require;
using presstm::TextUnits;

// A byte stands for a piece of text, or ends a segment. Few pieces, so that
// segments resemble each other.
std::vector<TextUnits> ReadSegments(const uint8_t* data, size_t size) {
  constexpr std::array<const char*, 15> kPieces = {
      "新", "闻", "社", "發", "한", "국", "ab",       "a",
      "b ", " ",  ".",  "12", "-",  "カ", "www.a.kr "};
  std::vector<TextUnits> segments;
  std::string text;
  for (size_t k = 0; k < size; ++k) {
    const size_t piece = data[k] % (kPieces.size() + 1);
    if (piece < kPieces.size()) {
      text += kPieces[piece];
    } else {
      segments.push_back(presstm::ToTextUnits(text, "zh"));
      text.clear();
    }
  }
  segments.push_back(presstm::ToTextUnits(text, "zh"));
  return segments;
}

presstm::SegmentView View(const TextUnits& text) {
  return {text.units, text.characters};
}

// The first segment is the query, the last ones come in a batch of their own.
void Fill(const std::vector<TextUnits>& segments, size_t last_ones,
          presstm::SegmentIndex& index) {
  std::vector<presstm::IndexItem> items;
  for (size_t k = 1; k < segments.size(); ++k) {
    items.push_back({{static_cast<int64_t>(k), 0}, View(segments[k])});
    if (k + last_ones == segments.size()) {
      index.Add(items);
      items.clear();
    }
  }
  index.Add(items);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 4 || size > 1'500) return 0;
  const presstm::SearchOptions options = {.threshold = 1 + data[0] % 100,
                                          .limit = 1 + data[1] % 20,
                                          .scan_below = 0,
                                          .skip_from = 0};
  const std::vector<TextUnits> segments = ReadSegments(data + 3, size - 3);
  presstm::SegmentIndex index;
  Fill(segments, data[2], index);
  const auto result = index.snapshot().Search(View(segments.front()), options,
                                              presstm::Deadline());
  Require(result.ok());
  std::map<int64_t, int> found;
  for (const presstm::Candidate& candidate : result->candidates) {
    for (const presstm::SegmentRef& ref : candidate.refs) {
      Require(found.emplace(ref.unit, candidate.base_score).second);
    }
  }
  size_t above_threshold = 0;
  for (size_t k = 1; k < segments.size(); ++k) {
    const int score = presstm::ReferenceScore(segments.front(), segments[k]);
    if (score >= options.threshold) ++above_threshold;
    const auto it = found.find(static_cast<int64_t>(k));
    Require((it != found.end()) == (score >= result->complete_from));
    Require(it == found.end() || it->second == score);
  }
  Require(found.size() == above_threshold ||
          found.size() >= static_cast<size_t>(options.limit));
  return 0;
}
