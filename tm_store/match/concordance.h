// Which segments contain a text: what a concordance is made of.
#ifndef TM_STORE_MATCH_CONCORDANCE_H_
#define TM_STORE_MATCH_CONCORDANCE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "tm_store/match/segment_index.h"

namespace presstm {

// A stored segment that contains the query's folded characters. Where these
// begin with a word character, they begin a word of the segment ("art" is not
// in "party"); the last word may go on ("meet" is in "meeting"). Han, Hangul
// and kana are found anywhere.
struct ContainingSegment {
  // Whether somewhere the last word does not go on.
  bool is_whole = false;
  int32_t length_characters = 0;  // Folded, placeholders counting one.
  SegmentRef ref;
  friend bool operator==(const ContainingSegment&,
                         const ContainingSegment&) = default;
};

// The order of a concordance: whole words first, then the shorter segment,
// then the newer unit, then the earlier variant. Total, and the same however
// the index is made up.
bool RanksBefore(const ContainingSegment& a, const ContainingSegment& b);

struct ContainingOptions {
  int limit = 50;  // The most segments to return, at least 1.
  // Only segments that rank after this one: the last of the page before.
  std::optional<ContainingSegment> after;
};

struct ContainingResult {
  // The first ones in the order of RanksBefore. Numbers and addresses are
  // placeholders here: whether their values agree is for the caller to see.
  std::vector<ContainingSegment> segments;
  // For measurements: segments looked at by postings, and bytes scanned.
  int64_t looked_at = 0;
  int64_t scanned_bytes = 0;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_CONCORDANCE_H_
