// Translation units and their parts as JSON for people and other programs: the
// shape of JSON Lines and of all that the client prints. (What storage keeps is
// model/'s affair: it stays as it is for good, and counts bytes.)
#ifndef TM_STORE_EXCHANGE_JSON_FIELDS_H_
#define TM_STORE_EXCHANGE_JSON_FIELDS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"
#include "tm_store/model/translation_unit.h"

namespace presstm {

using Json = nlohmann::ordered_json;

// Empty and unknown fields are left out. Id, memory and revision are not
// written: they mean nothing elsewhere.
Json UnitToJson(const TranslationUnit& unit);
Json VariantToJson(const Variant& variant);
// Adds to `json` all but the variants and the source language.
void AddFacts(const TranslationUnit& unit, Json& json);
// Positions count code points of `text`.
Json CodesToJson(const std::vector<InlineCode>& codes, absl::string_view text);
Json PropertiesToJson(const std::vector<Property>& properties);
Json ContextsToJson(const std::vector<Context>& contexts);
// "2026-11-25T21:47:18.148369Z"; "" for unknown times.
std::string TimeToText(absl::Time time);
// Text of `json`; characters that are no UTF-8 are replaced.
std::string ToText(const Json& json);

// Read what these write. Keys they do not know are passed over (json_keys.h
// tells them). Errors are
// InvalidArgument, the field at fault (error.h) named from the whole given:
// "variants[1].codes[0].kind".
absl::StatusOr<TranslationUnit> UnitFromJson(const Json& json);
absl::StatusOr<std::vector<InlineCode>> CodesFromJson(const Json& json,
                                                      absl::string_view text);
absl::StatusOr<std::vector<Property>> PropertiesFromJson(const Json& json);
absl::StatusOr<std::vector<Context>> ContextsFromJson(const Json& json);
absl::StatusOr<std::vector<std::string>> StringsFromJson(const Json& json);
absl::StatusOr<absl::Time> TimeFromText(const std::string& text);

// The value that makes up the whole of `text`, or where it stops being JSON.
struct ParsedJson {
  std::optional<Json> value;
  size_t fault_bytes = 0;  // Into `text`.
};
// Values nested deeper than kMaxJsonDepth are a fault.
ParsedJson ParseJson(absl::string_view text);

inline constexpr int kMaxJsonDepth = 20;

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_JSON_FIELDS_H_
