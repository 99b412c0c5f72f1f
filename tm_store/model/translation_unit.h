// The plain values the whole library speaks of.
#ifndef TM_STORE_MODEL_TRANSLATION_UNIT_H_
#define TM_STORE_MODEL_TRANSLATION_UNIT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tm_store/model/ids.h"
#include "tm_store/model/segment.h"

namespace presstm {

// How a translation came about.
enum class Origin { kUnspecified, kHuman, kAligned, kMachine, kImported };

// How far it has been checked.
enum class TranslationStatus { kUnspecified, kDraft, kTranslated, kApproved };

// Names as stored and shown: "human", "draft"; "" for unspecified.
const char* OriginName(Origin origin);
const char* TranslationStatusName(TranslationStatus status);
std::optional<Origin> OriginFromName(const std::string& name);
std::optional<TranslationStatus> TranslationStatusFromName(
    const std::string& name);

// A key with one value; a key may occur several times.
struct Property {
  std::string key;
  std::string value;
  friend auto operator<=>(const Property&, const Property&) = default;
};

// A place where a translation unit was seen: its neighbours' text, per
// language, and a tool's own key or hash. Empty fields are unknown.
struct Context {
  std::string language;  // Of the two texts, BCP-47; "" = the source's.
  std::string previous_text;
  std::string next_text;
  std::string key;
  friend auto operator<=>(const Context&, const Context&) = default;
};

// One language's side of a translation unit.
struct Variant {
  std::string language;  // As written: "ZH_cn".
  Segment segment;
  std::vector<Property> properties;  // TMX prop on the tuv.
  std::vector<std::string> notes;
  friend bool operator==(const Variant&, const Variant&) = default;
};

// Segments that say the same in several languages, with what is known of
// them. Times of absl::InfinitePast() are unknown.
struct TranslationUnit {
  TranslationUnitId id;
  MemoryId memory_id;
  // As written; "" if the unit has no direction (TMX srclang="*all*"). Then
  // the first variant counts as the source.
  std::string source_language;
  std::vector<Variant> variants;  // In the order they came.
  std::vector<Property> properties;
  std::vector<std::string> notes;
  std::vector<Context> contexts;
  std::string document;     // Name of the document it comes from.
  std::string external_id;  // TMX tuid.
  Origin origin = Origin::kUnspecified;
  TranslationStatus status = TranslationStatus::kUnspecified;
  absl::Time create_time = absl::InfinitePast();
  std::string created_by;
  absl::Time change_time = absl::InfinitePast();
  std::string changed_by;
  int64_t usage_count = 0;
  absl::Time last_used_time = absl::InfinitePast();
  // Counts changes of the stored unit from 1; 0 = not stored.
  int64_t revision = 0;

  friend bool operator==(const TranslationUnit&,
                         const TranslationUnit&) = default;
};

// What happens to a written unit whose source is stored with another target.
// Same source and same target are always merged.
enum class WriteRule {
  kUnspecified,  // The memory's rule; there: kKeepAll.
  kKeepAll,
  kReplaceSameSource,
  kReplaceSameSourceAndContext,
  kKeepNewest,
  kSkipExisting,
};

const char* WriteRuleName(WriteRule rule);
std::optional<WriteRule> WriteRuleFromName(const std::string& name);

// A named container of translation units.
struct Memory {
  MemoryId id;
  std::string name;  // "cgtn-2025": lower-case letters, digits, hyphens.
  std::string display_name;
  std::string description;
  absl::Time create_time = absl::InfinitePast();
  int default_penalty = 0;  // Percentage points, 0-100.
  WriteRule write_rule = WriteRule::kKeepAll;
  // Whether who writes to it is warned of slips: see quality.h.
  bool checks_quality = false;
  int64_t translation_unit_count = 0;
  // Counts changes of what people set from 1; 0 = not stored.
  int64_t revision = 0;
  friend bool operator==(const Memory&, const Memory&) = default;
};

// What became of a written unit.
enum class WriteOutcome { kAdded, kMerged, kReplaced, kSkipped };

// Returns the variant that counts as the source: the first in
// `source_language`, else the first. Null if there are none.
const Variant* SourceVariant(const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_MODEL_TRANSLATION_UNIT_H_
