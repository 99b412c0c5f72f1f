#include "tm_store/storage/unit_writer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/base/status_macros.h"
#include "tm_store/model/translation_unit_json.h"
#include "tm_store/storage/stored_time.h"
#include "tm_store/storage/unit_details.h"

namespace presstm {
namespace {

constexpr char kInsertUnit[] =
    "INSERT INTO translation_unit (id, memory_id, revision, details, "
    "source_language, document, external_id, origin, status, create_time, "
    "created_by, change_time, changed_by, usage_count, last_used_time) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kUpdateUnit[] =
    "UPDATE translation_unit SET revision = ?, details = ?, "
    "source_language = ?, document = ?, external_id = ?, origin = ?, "
    "status = ?, create_time = ?, created_by = ?, change_time = ?, "
    "changed_by = ?, usage_count = ?, last_used_time = ? WHERE id = ?";
constexpr char kInsertVariant[] =
    "INSERT INTO variant (translation_unit_id, position, segment_key, "
    "language, text, inline_codes) VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kInsertProperty[] =
    "INSERT INTO property (translation_unit_id, owner_position, position, "
    "key, value) VALUES (?, ?, ?, ?, ?)";
constexpr char kInsertNote[] =
    "INSERT INTO note (translation_unit_id, owner_position, position, text) "
    "VALUES (?, ?, ?, ?)";
constexpr char kInsertContext[] =
    "INSERT INTO context (translation_unit_id, position, language, "
    "previous_text, next_text, key) VALUES (?, ?, ?, ?, ?, ?)";

constexpr char kDeleteVariants[] =
    "DELETE FROM variant WHERE translation_unit_id = ?";
constexpr char kDeleteProperties[] =
    "DELETE FROM property WHERE translation_unit_id = ?";
constexpr char kDeleteNotes[] =
    "DELETE FROM note WHERE translation_unit_id = ?";
constexpr char kDeleteContexts[] =
    "DELETE FROM context WHERE translation_unit_id = ?";
constexpr char kDeleteUnit[] = "DELETE FROM translation_unit WHERE id = ?";

// Children first.
constexpr const char* kDeleteOfMemory[] = {
    "DELETE FROM context WHERE translation_unit_id IN "
    "(SELECT id FROM translation_unit WHERE memory_id = ?)",
    "DELETE FROM note WHERE translation_unit_id IN "
    "(SELECT id FROM translation_unit WHERE memory_id = ?)",
    "DELETE FROM property WHERE translation_unit_id IN "
    "(SELECT id FROM translation_unit WHERE memory_id = ?)",
    "DELETE FROM variant WHERE translation_unit_id IN "
    "(SELECT id FROM translation_unit WHERE memory_id = ?)",
    "DELETE FROM translation_unit WHERE memory_id = ?",
};

int64_t DetailsOf(const TranslationUnit& unit) {
  int64_t details = 0;
  if (!unit.properties.empty()) details |= kHasProperties;
  if (!unit.notes.empty()) details |= kHasNotes;
  if (!unit.contexts.empty()) details |= kHasContexts;
  for (const Variant& variant : unit.variants) {
    if (!variant.properties.empty()) details |= kHasProperties;
    if (!variant.notes.empty()) details |= kHasNotes;
  }
  return details;
}

absl::Status DeleteRows(SqliteConnection& connection, absl::string_view sql,
                        int64_t id) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement, connection.Prepare(sql));
  return statement.Bind(id).Run();
}

absl::Status InsertVariants(SqliteConnection& connection, TranslationUnitId id,
                            const TranslationUnit& unit,
                            absl::Span<const int64_t> segment_keys) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kInsertVariant));
  for (size_t k = 0; k < unit.variants.size(); ++k) {
    const Variant& variant = unit.variants[k];
    const std::string codes = InlineCodesToJson(variant.segment.codes);
    PRESSTM_RETURN_IF_ERROR(statement
                                .Bind(id.value, static_cast<int64_t>(k),
                                      segment_keys[k], variant.language,
                                      variant.segment.text, codes)
                                .Run());
  }
  return absl::OkStatus();
}

// Calls `insert(owner_position, owner)` for the unit and each variant: both
// have properties and notes.
template <typename Insert>
absl::Status ForEachOwner(const TranslationUnit& unit, const Insert& insert) {
  PRESSTM_RETURN_IF_ERROR(insert(kUnitIsOwner, unit));
  for (size_t k = 0; k < unit.variants.size(); ++k) {
    PRESSTM_RETURN_IF_ERROR(insert(static_cast<int64_t>(k), unit.variants[k]));
  }
  return absl::OkStatus();
}

absl::Status InsertProperties(SqliteConnection& connection,
                              TranslationUnitId id,
                              const TranslationUnit& unit) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kInsertProperty));
  return ForEachOwner(
      unit, [&](int64_t owner_position, const auto& owner) -> absl::Status {
        int64_t position = 0;
        for (const Property& property : owner.properties) {
          PRESSTM_RETURN_IF_ERROR(statement
                                      .Bind(id.value, owner_position,
                                            position++, property.key,
                                            property.value)
                                      .Run());
        }
        return absl::OkStatus();
      });
}

absl::Status InsertNotes(SqliteConnection& connection, TranslationUnitId id,
                         const TranslationUnit& unit) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kInsertNote));
  return ForEachOwner(
      unit, [&](int64_t owner_position, const auto& owner) -> absl::Status {
        int64_t position = 0;
        for (const std::string& note : owner.notes) {
          PRESSTM_RETURN_IF_ERROR(
              statement.Bind(id.value, owner_position, position++, note).Run());
        }
        return absl::OkStatus();
      });
}

// Inserts the contexts from position `first` on.
absl::Status InsertContexts(SqliteConnection& connection, TranslationUnitId id,
                            const TranslationUnit& unit, size_t first) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kInsertContext));
  for (size_t k = first; k < unit.contexts.size(); ++k) {
    const Context& context = unit.contexts[k];
    PRESSTM_RETURN_IF_ERROR(statement
                                .Bind(id.value, static_cast<int64_t>(k),
                                      context.language, context.previous_text,
                                      context.next_text, context.key)
                                .Run());
  }
  return absl::OkStatus();
}

// Whether all variants agree in `member`.
template <typename Member>
bool VariantsAgree(const TranslationUnit& a, const TranslationUnit& b,
                   Member Variant::*member) {
  return std::equal(a.variants.begin(), a.variants.end(), b.variants.begin(),
                    b.variants.end(), [&](const Variant& x, const Variant& y) {
                      return x.*member == y.*member;
                    });
}

absl::Status UpdateContexts(SqliteConnection& connection,
                            const TranslationUnit& before,
                            const TranslationUnit& after) {
  const bool only_added =
      before.contexts.size() <= after.contexts.size() &&
      std::equal(before.contexts.begin(), before.contexts.end(),
                 after.contexts.begin());
  if (only_added) {
    return InsertContexts(connection, after.id, after, before.contexts.size());
  }
  PRESSTM_RETURN_IF_ERROR(
      DeleteRows(connection, kDeleteContexts, after.id.value));
  return InsertContexts(connection, after.id, after, 0);
}

absl::Status UpdateVariants(SqliteConnection& connection,
                            const TranslationUnit& before,
                            const TranslationUnit& after,
                            absl::Span<const int64_t> segment_keys) {
  if (VariantsAgree(before, after, &Variant::language) &&
      VariantsAgree(before, after, &Variant::segment)) {
    return absl::OkStatus();
  }
  PRESSTM_RETURN_IF_ERROR(
      DeleteRows(connection, kDeleteVariants, after.id.value));
  return InsertVariants(connection, after.id, after, segment_keys);
}

absl::Status UpdateUnitRow(SqliteConnection& connection,
                           const TranslationUnit& unit) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kUpdateUnit));
  return statement
      .Bind(unit.revision, DetailsOf(unit), unit.source_language, unit.document,
            unit.external_id, absl::string_view(OriginName(unit.origin)),
            absl::string_view(TranslationStatusName(unit.status)),
            ToStoredTime(unit.create_time), unit.created_by,
            ToStoredTime(unit.change_time), unit.changed_by, unit.usage_count,
            ToStoredTime(unit.last_used_time), unit.id.value)
      .Run();
}

}  // namespace

absl::StatusOr<TranslationUnitId> InsertUnit(
    SqliteConnection& connection, const TranslationUnit& unit,
    absl::Span<const int64_t> segment_keys) {
  const int64_t details = DetailsOf(unit);
  std::optional<int64_t> given_id;
  if (unit.id.value != 0) given_id = unit.id.value;
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kInsertUnit));
  PRESSTM_RETURN_IF_ERROR(
      statement
          .Bind(given_id, unit.memory_id.value, unit.revision, details,
                unit.source_language, unit.document, unit.external_id,
                absl::string_view(OriginName(unit.origin)),
                absl::string_view(TranslationStatusName(unit.status)),
                ToStoredTime(unit.create_time), unit.created_by,
                ToStoredTime(unit.change_time), unit.changed_by,
                unit.usage_count, ToStoredTime(unit.last_used_time))
          .Run());
  const TranslationUnitId id{connection.last_insert_id()};
  PRESSTM_RETURN_IF_ERROR(InsertVariants(connection, id, unit, segment_keys));
  if ((details & kHasProperties) != 0) {
    PRESSTM_RETURN_IF_ERROR(InsertProperties(connection, id, unit));
  }
  if ((details & kHasNotes) != 0) {
    PRESSTM_RETURN_IF_ERROR(InsertNotes(connection, id, unit));
  }
  if ((details & kHasContexts) != 0) {
    PRESSTM_RETURN_IF_ERROR(InsertContexts(connection, id, unit, 0));
  }
  return id;
}

absl::Status UpdateUnit(SqliteConnection& connection,
                        const TranslationUnit& before,
                        const TranslationUnit& after,
                        absl::Span<const int64_t> segment_keys) {
  PRESSTM_RETURN_IF_ERROR(UpdateUnitRow(connection, after));
  PRESSTM_RETURN_IF_ERROR(
      UpdateVariants(connection, before, after, segment_keys));
  if (before.properties != after.properties ||
      !VariantsAgree(before, after, &Variant::properties)) {
    PRESSTM_RETURN_IF_ERROR(
        DeleteRows(connection, kDeleteProperties, after.id.value));
    PRESSTM_RETURN_IF_ERROR(InsertProperties(connection, after.id, after));
  }
  if (before.notes != after.notes ||
      !VariantsAgree(before, after, &Variant::notes)) {
    PRESSTM_RETURN_IF_ERROR(
        DeleteRows(connection, kDeleteNotes, after.id.value));
    PRESSTM_RETURN_IF_ERROR(InsertNotes(connection, after.id, after));
  }
  return UpdateContexts(connection, before, after);
}

absl::Status DeleteUnit(SqliteConnection& connection, TranslationUnitId id) {
  for (const char* sql : {kDeleteContexts, kDeleteNotes, kDeleteProperties,
                          kDeleteVariants, kDeleteUnit}) {
    PRESSTM_RETURN_IF_ERROR(DeleteRows(connection, sql, id.value));
  }
  return absl::OkStatus();
}

absl::Status DeleteUnitsOfMemory(SqliteConnection& connection, MemoryId id) {
  for (const char* sql : kDeleteOfMemory) {
    PRESSTM_RETURN_IF_ERROR(DeleteRows(connection, sql, id.value));
  }
  return absl::OkStatus();
}

}  // namespace presstm
