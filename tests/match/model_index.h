// A segment index beside a plain map of the same segments.
#ifndef TESTS_MATCH_MODEL_INDEX_H_
#define TESTS_MATCH_MODEL_INDEX_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/text/text_units.h"

namespace presstm {

class ModelIndex {
 public:
  explicit ModelIndex(const char* language) : language_(language) {}

  void Add(int64_t id, const std::string& text);
  // In one addition; ids count on from the number of segments.
  void AddAll(const std::vector<std::string>& texts);
  void Remove(int64_t id);
  SegmentIndex& index() { return index_; }
  IndexSnapshot snapshot() const { return index_.snapshot(); }
  const std::map<int64_t, TextUnits>& segments() const { return segments_; }

  // Expects of each search what scoring every segment gives.
  void ExpectLossless(const std::string& query,
                      absl::Span<const SearchOptions> searches) const;

  static SegmentView View(const TextUnits& units) {
    return {units.units, units.characters};
  }

 private:
  void ExpectFinds(const TextUnits& query, const SearchOptions& options,
                   const std::map<int64_t, int>& scores) const;

  const char* language_;
  SegmentIndex index_;
  std::map<int64_t, TextUnits> segments_;  // Stable addresses.
};

}  // namespace presstm

#endif  // TESTS_MATCH_MODEL_INDEX_H_
