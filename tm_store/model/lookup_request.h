// What a look-up asks.
#ifndef TM_STORE_MODEL_LOOKUP_REQUEST_H_
#define TM_STORE_MODEL_LOOKUP_REQUEST_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tm_store/base/limits.h"
#include "tm_store/model/penalty.h"
#include "tm_store/model/segment.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// One memory to search, with points taken off everything it offers.
struct MemorySelection {
  std::string name;
  int penalty = 0;  // Percentage points, 0-100.
};

// Which units may be proposed. Empty fields do not restrict; those that are
// set must hold all at once.
struct LookupFilter {
  std::vector<std::string> documents;  // The unit's document is one of these.
  std::vector<Property> properties;    // The unit has every one of these.
  std::vector<Origin> origins;         // Its origin is one of these.
  std::vector<std::string> authors;    // One of these made or last changed it.
  // It was last changed at or after the first and before the second.
  absl::Time change_time_from = absl::InfinitePast();
  absl::Time change_time_before = absl::InfiniteFuture();
  friend bool operator==(const LookupFilter&, const LookupFilter&) = default;
};

// Whether the filter lets the unit pass; the first does not look at its
// properties, which cost most to read.
bool PassesButForProperties(const LookupFilter& filter,
                            const TranslationUnit& unit);
bool HasProperties(const std::vector<Property>& wanted,
                   const TranslationUnit& unit);

// When the unit was last changed or, if it never was, made.
absl::Time LastChangeTime(const TranslationUnit& unit);
absl::Time LastChangeTime(absl::Time create_time, absl::Time change_time);

// What a region named in a language ("zh-TW") does.
enum class RegionPreference {
  kPrefer,   // Of equal matches those of that region rank first.
  kRequire,  // Only variants of that region are compared or proposed.
  kIgnore,   // Nothing.
};

// Whether a translation may be put together from two units that share a text
// in a third language.
enum class PivotMode {
  kAuto,  // Through the pivot languages named, or else English.
  kOff,
};

// What is looked up: a segment and where it stands.
struct LookupQuery {
  Segment segment;
  // The neighbours of the segment in its document, for context matches.
  std::string previous_text;
  std::string next_text;
  std::string context_key;
};

struct LookupRequest {
  Segment query;
  std::string source_language;  // BCP-47.
  std::string target_language;  // BCP-47.
  // At least one.
  std::vector<MemorySelection> memories;
  int threshold = kDefaultThreshold;  // Lowest score, 1-100.
  int limit = kDefaultLookupLimit;    // Most matches, 1-kMaxLookupLimit.
  // As in LookupQuery.
  std::string previous_text;
  std::string next_text;
  std::string context_key;
  std::string document;  // Ranks units of the same document first.
  PenaltySettings penalties;
  LookupFilter filter;
  bool exclude_exact = false;  // Leaves out sources identical to the query.
  RegionPreference region_preference = RegionPreference::kPrefer;
  PivotMode pivot_mode = PivotMode::kAuto;
  // BCP-47; at most kMaxPivotLanguages. Empty: English.
  std::vector<std::string> pivot_languages;
  // Of equal matches those with more of these rank first.
  std::vector<Property> preferred_properties;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_LOOKUP_REQUEST_H_
