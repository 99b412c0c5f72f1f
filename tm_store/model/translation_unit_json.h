// Translation units as JSON: the form in which the change log keeps earlier
// states.
#ifndef TM_STORE_MODEL_TRANSLATION_UNIT_JSON_H_
#define TM_STORE_MODEL_TRANSLATION_UNIT_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Writes every field that is set. Compact, one line, UTF-8.
std::string TranslationUnitToJson(const TranslationUnit& unit);

// Reads what TranslationUnitToJson wrote; unknown fields are passed over.
// DataLoss if it is no JSON or a field has the wrong type.
absl::StatusOr<TranslationUnit> TranslationUnitFromJson(
    absl::string_view json);

}  // namespace presstm

#endif  // TM_STORE_MODEL_TRANSLATION_UNIT_JSON_H_
