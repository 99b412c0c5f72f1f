// The columns of CSV and TSV files of translation units.
#ifndef TM_STORE_EXCHANGE_DELIMITED_COLUMNS_H_
#define TM_STORE_EXCHANGE_DELIMITED_COLUMNS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// What the cells of a column say.
enum class ColumnKind {
  kText,  // Of a variant; the header is its language.
  // Of a variant, as JSON; "codes:ko", "properties:ko", "notes:ko".
  kCodes,
  kVariantProperties,
  kVariantNotes,
  // Of the unit.
  kExternalId,
  kSourceLanguage,
  kDocument,
  kOrigin,
  kStatus,
  kCreateTime,
  kCreatedBy,
  kUpdateTime,
  kUpdatedBy,
  kLastUsedTime,
  kUsageCount,
  kNotes,       // A JSON array, or one note as it is.
  kProperties,  // JSON.
  kContexts,    // JSON.
  kProperty,    // "property:client": one value of it.
  // JSON: cells the format has no way to write as they are, by the number of
  // their column; they stand there with blanks.
  kExact,
};

struct Column {
  ColumnKind kind = ColumnKind::kText;
  // Of kText and kVariant...: the language as written. Of kProperty: the key.
  std::string name;
  // Of those of a variant: which of the kText columns it belongs to, counted
  // from 0. Of several columns of a language the first goes with its first.
  size_t variant = 0;
};

// The header of a column: "ko", "codes:ko", "created_by".
std::string ColumnHeader(const Column& column);

// Whether the language with the tag `name` has a name in English, as far as
// ICU knows. Nothing else tells a rare language from a word of three letters.
bool HasLanguageName(const std::string& name);

// Reads headers, in any case; "id" is an external id, as most tables mean it,
// not Indonesian ("id-ID"). InvalidArgument names the first header that is
// none, by its number.
absl::StatusOr<std::vector<Column>> ReadColumns(
    const std::vector<std::string>& headers);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DELIMITED_COLUMNS_H_
