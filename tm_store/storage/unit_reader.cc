#include "tm_store/storage/unit_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/model/translation_unit_json.h"
#include "tm_store/storage/stored_time.h"
#include "tm_store/storage/unit_details.h"
#include "tm_store/storage/unit_texts.h"
#include "tm_store/text/language.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// A row for each variant. One statement in place of two: most of what reading a
// unit costs is to begin one.
constexpr char kSelectUnit[] =
    "SELECT u.memory_id, u.revision, u.details, u.source_language, u.document, "
    "u.external_id, u.origin, u.status, u.create_time, u.created_by, "
    "u.change_time, u.changed_by, u.usage_count, u.last_used_time, "
    "v.position, v.language, v.text, v.inline_codes "
    "FROM translation_unit AS u LEFT JOIN variant AS v "
    "ON v.translation_unit_id = u.id WHERE u.id = ? ORDER BY v.position";
constexpr char kSelectProperties[] =
    "SELECT owner_position, key, value FROM property "
    "WHERE translation_unit_id = ? ORDER BY owner_position, position";
constexpr char kSelectNotes[] =
    "SELECT owner_position, text FROM note "
    "WHERE translation_unit_id = ? ORDER BY owner_position, position";
constexpr char kSelectContexts[] =
    "SELECT language, previous_text, next_text, key FROM context "
    "WHERE translation_unit_id = ? ORDER BY position";
constexpr absl::string_view kTranslationUnit = "translation unit ";
constexpr char kNotUtf8[] = "has a text that is not UTF-8";

// An empty document or text does not restrict.
constexpr char kListIds[] =
    "SELECT id FROM translation_unit WHERE memory_id = ?1 AND id > ?2 "
    "AND (?3 = '' OR document = ?3) AND (?4 = '' OR EXISTS ("
    "SELECT 1 FROM variant WHERE translation_unit_id = translation_unit.id "
    "AND instr(text, ?4) > 0)) ORDER BY id";
constexpr char kListAllIds[] =
    "SELECT id FROM translation_unit WHERE id > ? ORDER BY id LIMIT ?";
// The order of the joins is fixed, so that none of it needs sorting.
constexpr char kSelectAllVariants[] =
    "SELECT u.memory_id, u.id, u.create_time, u.change_time, v.position, "
    "v.language, v.text "
    "FROM translation_unit AS u CROSS JOIN variant AS v "
    "ON v.translation_unit_id = u.id ORDER BY u.id, v.position";
constexpr char kSelectIdBySegment[] =
    "SELECT translation_unit_id FROM variant WHERE segment_key = ? "
    "AND translation_unit_id >= ? ORDER BY translation_unit_id LIMIT 1";

absl::Status ReadUnitRow(const SqliteStatement& row, TranslationUnit& unit) {
  const auto origin = OriginFromName(row.String(6));
  const auto status = TranslationStatusFromName(row.String(7));
  if (!origin.has_value() || !status.has_value()) {
    return UnitCorruptError(unit.id, "has an unknown origin or status");
  }
  unit.memory_id = {row.Integer(0)};
  unit.revision = row.Integer(1);
  unit.source_language = row.String(3);
  unit.document = row.String(4);
  unit.external_id = row.String(5);
  unit.origin = *origin;
  unit.status = *status;
  unit.create_time = FromStoredTime(row.OptionalInteger(8));
  unit.created_by = row.String(9);
  unit.change_time = FromStoredTime(row.OptionalInteger(10));
  unit.changed_by = row.String(11);
  unit.usage_count = row.Integer(12);
  unit.last_used_time = FromStoredTime(row.OptionalInteger(13));
  return absl::OkStatus();
}

// Runs `sql` for the unit and gives each row to `read`.
template <typename Read>
absl::Status ReadRows(SqliteConnection& connection, absl::string_view sql,
                      TranslationUnitId id, const Read& read) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement, connection.Prepare(sql));
  statement.Bind(id.value);
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found) return absl::OkStatus();
    PRESSTM_RETURN_IF_ERROR(read(statement));
  }
}

// Of a row of kSelectUnit.
absl::Status ReadVariant(const SqliteStatement& row, TranslationUnit& unit) {
  Variant& variant = unit.variants.emplace_back();
  variant.language = row.String(15);
  variant.segment.text = row.String(16);
  const absl::string_view codes = row.Text(17);
  if (codes.empty()) return absl::OkStatus();
  auto read = InlineCodesFromJson(codes, variant.segment.text.size());
  if (!read.ok()) return UnitCorruptError(unit.id, read.status().message());
  variant.segment.codes = *std::move(read);
  return absl::OkStatus();
}

// From the first row of kSelectUnit on.
absl::Status ReadVariants(SqliteStatement& statement, TranslationUnit& unit) {
  if (!statement.OptionalInteger(14).has_value()) return absl::OkStatus();
  for (bool found = true; found;) {
    PRESSTM_RETURN_IF_ERROR(ReadVariant(statement, unit));
    PRESSTM_ASSIGN_OR_RETURN(found, statement.Step());
  }
  return absl::OkStatus();
}

// Returns the list that belongs to `owner_position`: `of_unit` or one of a
// variant; null if there is no such variant.
template <typename List>
List* ListOfOwner(int64_t owner_position, TranslationUnit& unit, List& of_unit,
                  List Variant::*of_variant) {
  if (owner_position == kUnitIsOwner) return &of_unit;
  const auto position = static_cast<size_t>(owner_position);
  if (position >= unit.variants.size()) return nullptr;
  return &(unit.variants[position].*of_variant);
}

absl::Status ReadProperties(SqliteConnection& connection,
                            TranslationUnit& unit) {
  return ReadRows(connection, kSelectProperties, unit.id,
                  [&](const SqliteStatement& row) -> absl::Status {
                    std::vector<Property>* list =
                        ListOfOwner(row.Integer(0), unit, unit.properties,
                                    &Variant::properties);
                    if (list == nullptr)
                      return UnitCorruptError(unit.id, "lacks a variant");
                    list->push_back({row.String(1), row.String(2)});
                    return absl::OkStatus();
                  });
}

absl::Status ReadNotes(SqliteConnection& connection, TranslationUnit& unit) {
  return ReadRows(connection, kSelectNotes, unit.id,
                  [&](const SqliteStatement& row) -> absl::Status {
                    std::vector<std::string>* list = ListOfOwner(
                        row.Integer(0), unit, unit.notes, &Variant::notes);
                    if (list == nullptr) {
                      return UnitCorruptError(unit.id, "lacks a variant");
                    }
                    list->push_back(row.String(1));
                    return absl::OkStatus();
                  });
}

absl::Status ReadContexts(SqliteConnection& connection, TranslationUnit& unit) {
  return ReadRows(connection, kSelectContexts, unit.id,
                  [&](const SqliteStatement& row) {
                    unit.contexts.push_back({.language = row.String(0),
                                             .previous_text = row.String(1),
                                             .next_text = row.String(2),
                                             .key = row.String(3)});
                    return absl::OkStatus();
                  });
}

absl::StatusOr<bool> HasLanguage(const TranslationUnit& unit,
                                 const std::optional<Language>& wanted) {
  if (!wanted.has_value()) return true;
  for (const Variant& variant : unit.variants) {
    PRESSTM_ASSIGN_OR_RETURN(const Language language,
                             ParseLanguage(variant.language));
    if (LanguageAnswers(*wanted, language)) return true;
  }
  return false;
}

}  // namespace

absl::Status UnitCorruptError(TranslationUnitId id, absl::string_view what) {
  return MakeError(absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt,
                   absl::StrCat(kTranslationUnit, id.value, " ", what,
                                "; restore the file from a backup"));
}

bool IsUnitCorrupt(const absl::Status& status) {
  return absl::IsDataLoss(status) &&
         absl::StartsWith(status.message(), kTranslationUnit);
}

absl::Status UnitNotFoundError(TranslationUnitId id) {
  return MakeError(
      absl::StatusCode::kNotFound, ErrorReason::kTranslationUnitNotFound,
      absl::StrCat("there is no translation unit ", id.value), "name");
}

absl::StatusOr<std::optional<TranslationUnit>> FindUnit(
    SqliteConnection& connection, TranslationUnitId id,
    const LookupFilter& filter) {
  TranslationUnit unit{.id = id};
  int64_t details = 0;
  {
    PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                             connection.Prepare(kSelectUnit));
    PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Bind(id.value).Step());
    if (!found) return std::nullopt;
    PRESSTM_RETURN_IF_ERROR(ReadUnitRow(statement, unit));
    details = statement.Integer(2);
    if (!PassesButForProperties(filter, unit)) return std::nullopt;
    PRESSTM_RETURN_IF_ERROR(ReadVariants(statement, unit));
  }
  if ((details & kHasProperties) != 0) {
    PRESSTM_RETURN_IF_ERROR(ReadProperties(connection, unit));
  }
  if (!HasProperties(filter.properties, unit)) return std::nullopt;
  if ((details & kHasNotes) != 0) {
    PRESSTM_RETURN_IF_ERROR(ReadNotes(connection, unit));
  }
  if ((details & kHasContexts) != 0) {
    PRESSTM_RETURN_IF_ERROR(ReadContexts(connection, unit));
  }
  if (!HasValidTexts(unit)) return UnitCorruptError(id, kNotUtf8);
  return unit;
}

absl::StatusOr<std::vector<TranslationUnit>> ListUnits(
    SqliteConnection& connection, MemoryId memory_id, const UnitFilter& filter,
    TranslationUnitId after, int limit) {
  std::vector<TranslationUnit> units;
  std::optional<Language> language;
  if (!filter.language.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(language, ParseLanguage(filter.language));
  }
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kListIds));
  statement.Bind(memory_id.value, after.value, filter.document, filter.text);
  while (static_cast<int>(units.size()) < limit) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found) break;
    const TranslationUnitId id{statement.Integer(0)};
    PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> unit,
                             FindUnit(connection, id));
    if (!unit.has_value()) return UnitCorruptError(id, "is in an index only");
    PRESSTM_ASSIGN_OR_RETURN(const bool wanted, HasLanguage(*unit, language));
    if (wanted) units.push_back(*std::move(unit));
  }
  return units;
}

absl::StatusOr<std::vector<TranslationUnit>> ListAllUnits(
    SqliteConnection& connection, TranslationUnitId after, int limit) {
  std::vector<TranslationUnit> units;
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kListAllIds));
  statement.Bind(after.value, limit);
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found) return units;
    const TranslationUnitId id{statement.Integer(0)};
    PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> unit,
                             FindUnit(connection, id));
    if (!unit.has_value()) return UnitCorruptError(id, "is in an index only");
    units.push_back(*std::move(unit));
  }
}

absl::Status VisitVariants(
    SqliteConnection& connection,
    const std::function<absl::Status(const VisitedVariant&)>& visit) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row,
                           connection.Prepare(kSelectAllVariants));
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, row.Step());
    if (!found) return absl::OkStatus();
    if (!IsValidUtf8(row.Text(6))) {
      return UnitCorruptError({row.Integer(1)}, kNotUtf8);
    }
    PRESSTM_RETURN_IF_ERROR(visit(
        {.memory_id = {row.Integer(0)},
         .unit_id = {row.Integer(1)},
         .position = static_cast<int>(row.Integer(4)),
         .change_time = LastChangeTime(FromStoredTime(row.OptionalInteger(2)),
                                       FromStoredTime(row.OptionalInteger(3))),
         .language = row.Text(5),
         .text = row.Text(6)}));
  }
}

absl::StatusOr<std::optional<TranslationUnitId>> FindUnitWithSegment(
    SqliteConnection& connection, int64_t segment_key, TranslationUnitId from) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kSelectIdBySegment));
  PRESSTM_ASSIGN_OR_RETURN(const bool found,
                           statement.Bind(segment_key, from.value).Step());
  if (!found) return std::nullopt;
  return TranslationUnitId{statement.Integer(0)};
}

absl::StatusOr<std::optional<TranslationUnitId>> FindUnitWithSegments(
    SqliteConnection& connection, int64_t segment_key_a, int64_t segment_key_b,
    TranslationUnitId from) {
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(
        const std::optional<TranslationUnitId> a,
        FindUnitWithSegment(connection, segment_key_a, from));
    if (!a.has_value()) return std::nullopt;
    PRESSTM_ASSIGN_OR_RETURN(
        const std::optional<TranslationUnitId> b,
        FindUnitWithSegment(connection, segment_key_b, *a));
    if (!b.has_value() || *b == *a) return b;
    from = *b;
  }
}

}  // namespace presstm
