// What a look-up asks and what it answers.
#ifndef TM_STORE_MODEL_MATCH_H_
#define TM_STORE_MODEL_MATCH_H_

#include <optional>
#include <string>
#include <vector>

#include "tm_store/base/limits.h"
#include "tm_store/model/segment.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Points taken off for what normalization set aside and for where a unit
// comes from. All in percentage points, 0-100.
struct PenaltySettings {
  int letter_case = 1;
  int character_width = 1;
  int punctuation = 1;          // Punctuation, symbols and spacing.
  int script_variant = 1;       // Simplified against Traditional Chinese.
  int inline_code = 1;          // For each code that differs ...
  int inline_code_cap = 3;      // ... and at most.
  int number_carried_over = 1;  // In all, if the target has them too.
  int number = 2;               // Else for each number that differs ...
  int number_cap = 10;          // ... and at most.
  int ambiguous = 1;            // Other targets tie at 100.
  int aligned = 1;
  int machine = 5;
  int draft = 2;
  friend bool operator==(const PenaltySettings&,
                         const PenaltySettings&) = default;
};

enum class PenaltyKind {
  kLetterCase,
  kCharacterWidth,
  kPunctuation,
  kScriptVariant,
  kInlineCode,
  kNumber,
  kAmbiguous,
  kAligned,
  kMachine,
  kDraft,
  kMemory,   // The memory's default penalty.
  kRequest,  // The request's penalty for the memory.
};

// Name as shown: "letter_case".
const char* PenaltyKindName(PenaltyKind kind);

struct Penalty {
  PenaltyKind kind = PenaltyKind::kLetterCase;
  int points = 0;  // Percentage points, 1-100.
  friend bool operator==(const Penalty&, const Penalty&) = default;
};

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

// One memory to search, with points taken off everything it offers.
struct MemorySelection {
  std::string name;
  int penalty = 0;  // Percentage points, 0-100.
};

struct LookupRequest {
  Segment query;
  std::string source_language;  // BCP-47.
  std::string target_language;  // BCP-47.
  // At least one.
  std::vector<MemorySelection> memories;
  int threshold = kDefaultThreshold;  // Lowest score, 1-100.
  int limit = kDefaultLookupLimit;    // Most matches, 1-kMaxLookupLimit.
  // The neighbours of the query in its document, for context matches.
  std::string previous_text;
  std::string next_text;
  std::string context_key;
  std::string document;  // Ranks units of the same document first.
  PenaltySettings penalties;
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
  std::vector<Difference> differences;
};

struct LookupResponse {
  std::vector<Match> matches;  // Best first.
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_MATCH_H_
