// Hunts for segments that contain a text and are not found, or the reverse.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/support/reference_matching.h"
#include "tm_store/match/concordance.h"
#include "tm_store/text/occurrences.h"
#include "tm_store/text/utf8.h"

namespace {

using presstm::ContainingSegment;
using presstm::Require;
using presstm::TextUnits;

constexpr char kLanguage[] = "zh";

// So many that there are postings.
std::vector<std::string> Fillers() {
  std::vector<std::string> fillers;
  for (int k = 0; k < 64; ++k) fillers.push_back(absl::StrCat("filler", k));
  return fillers;
}

void CheckSearch(const TextUnits& query, std::vector<std::string> texts) {
  for (const std::string& filler : Fillers()) texts.push_back(filler);
  std::deque<TextUnits> segments;
  std::vector<presstm::IndexItem> items;
  std::vector<ContainingSegment> expected;
  for (const std::string& text : texts) {
    const TextUnits& segment =
        segments.emplace_back(presstm::ToTextUnits(text, kLanguage));
    const presstm::SegmentRef ref = {static_cast<int64_t>(items.size()), 0};
    items.push_back({ref, {segment.units, segment.characters}});
    const auto is_whole =
        presstm::ReferenceContains(segment.characters, query.characters);
    if (!is_whole.has_value()) continue;
    expected.push_back(
        {*is_whole, static_cast<int32_t>(segment.characters.size()), ref});
  }
  std::sort(expected.begin(), expected.end(), presstm::RanksBefore);
  presstm::SegmentIndex index;
  index.Add(items);
  const auto result = index.snapshot().FindContaining(
      {query.units, query.characters}, {.limit = 1'000}, presstm::Deadline());
  Require(result.ok() && result->segments == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 400) return 0;
  const std::string input(reinterpret_cast<const char*>(data), size);
  // The text to find and the segments, parted by line feeds.
  std::vector<std::string> texts = absl::StrSplit(input, '\n');
  for (const std::string& text : texts) {
    if (!presstm::IsValidUtf8(text)) return 0;
  }
  const TextUnits query = presstm::ToTextUnits(texts[0], kLanguage);
  const auto places =
      presstm::OccurrencePattern(texts[0], kLanguage).Find(texts[0]);
  Require(places.size() == (query.characters.empty() ? 0 : 1));
  if (!query.characters.empty()) CheckSearch(query, std::move(texts));
  return 0;
}
