// Translation units as JSON: the form in which the change log keeps earlier
// states.
#ifndef TM_STORE_MODEL_TRANSLATION_UNIT_JSON_H_
#define TM_STORE_MODEL_TRANSLATION_UNIT_JSON_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Writes every field that is set. Compact, one line, UTF-8. Times are
// microseconds since 1970, enumerations their names, properties pairs.
std::string TranslationUnitToJson(const TranslationUnit& unit);

// Reads what TranslationUnitToJson wrote; unknown fields are passed over.
// DataLoss if it is no JSON, a field has the wrong type or an inline code
// stands outside its text.
absl::StatusOr<TranslationUnit> TranslationUnitFromJson(absl::string_view json);

// The codes of one segment alone, as storage keeps them beside the text; ""
// if there are none. An array of objects: "kind" (open, close, standalone),
// "position" (bytes), "number" and, where set, "content", "xml" (true),
// "element" (the TMX element's name) and "i", "x", "type", "pos", "assoc".
std::string InlineCodesToJson(const std::vector<InlineCode>& codes);

// Reads what InlineCodesToJson wrote. `text_size_bytes` bounds the positions;
// DataLoss as above.
absl::StatusOr<std::vector<InlineCode>> InlineCodesFromJson(
    absl::string_view json, size_t text_size_bytes);

// What people chose about a memory: the change log's form of it, never read
// back by the program. Without count.
std::string MemoryToJson(const Memory& memory);

}  // namespace presstm

#endif  // TM_STORE_MODEL_TRANSLATION_UNIT_JSON_H_
