// What a look-up answers; lookup_request.h has what it asks.
#ifndef TM_STORE_MODEL_MATCH_H_
#define TM_STORE_MODEL_MATCH_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tm_store/model/lookup_request.h"
#include "tm_store/model/penalty.h"
#include "tm_store/model/segment.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Higher ranks first.
enum class MatchType { kFuzzy, kExact, kContext, kDoubleContext };

// Name as shown: "fuzzy", "exact", "context", "double_context".
const char* MatchTypeName(MatchType type);

enum class DifferenceKind { kEqual, kReplace, kInsert, kDelete };

// A stretch of the query set against a stretch of the match's source. Insert:
// only the match has it; delete: only the query has it. Offsets are bytes
// into the original texts, end exclusive. A list of them covers both texts
// from beginning to end.
struct Difference {
  DifferenceKind kind = DifferenceKind::kEqual;
  size_t query_begin_bytes = 0;
  size_t query_end_bytes = 0;
  size_t source_begin_bytes = 0;
  size_t source_end_bytes = 0;
  friend bool operator==(const Difference&, const Difference&) = default;
};

// The second half of a translation by way of a third language: this unit says
// the same there as the match's unit, and has the proposal.
struct Pivot {
  Variant first;   // The match's unit in the third language ...
  Variant second;  // ... and this unit.
  std::string memory_name;
  TranslationUnit unit;  // Without its variants.
};

struct Match {
  int score = 0;  // Percentage points, 1-100.
  MatchType type = MatchType::kFuzzy;
  // Points taken off, largest part first by kind. `score` is what is left.
  std::vector<Penalty> penalties;
  Variant source;
  Variant target;
  std::string memory_name;
  // The unit without its variants; `id` names the whole.
  TranslationUnit unit;
  // Set if the target is not a variant of `unit`.
  std::optional<Pivot> pivot;
  std::vector<Difference> differences;
};

// How long the stages of a look-up took.
struct LookupTimes {
  absl::Duration prepare;  // Text units of the query, and the indexes to ask.
  absl::Duration search;   // Candidates out of the indexes.
  absl::Duration score;    // Their units read, compared, ranked and explained.
};

struct LookupResponse {
  std::vector<Match> matches;  // Best first.
  LookupTimes times;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_MATCH_H_
