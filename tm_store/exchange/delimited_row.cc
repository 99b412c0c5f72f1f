#include "tm_store/exchange/delimited_row.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/json_fields.h"

namespace presstm {
namespace {

absl::Status Fault(absl::string_view what) {
  return InvalidArgument(ErrorReason::kInvalidArgument, what);
}

absl::StatusOr<Json> JsonOf(const std::string& cell) {
  ParsedJson parsed = ParseJson(cell);
  if (!parsed.value.has_value()) return Fault("not JSON");
  return *std::move(parsed.value);
}

template <typename T>
absl::Status Take(absl::StatusOr<T> value, T& field) {
  if (!value.ok()) return value.status();
  field = *std::move(value);
  return absl::OkStatus();
}

// Reads the cell as JSON with `from_json`.
template <typename T, typename FromJson>
absl::Status TakeJson(const std::string& cell, const FromJson& from_json,
                      T& field) {
  PRESSTM_ASSIGN_OR_RETURN(const Json json, JsonOf(cell));
  return Take<T>(from_json(json), field);
}

template <typename T>
absl::Status TakeName(std::optional<T> value, T& field) {
  if (!value.has_value()) return Fault("not one of its values");
  field = *value;
  return absl::OkStatus();
}

absl::Status TakeNotes(const std::string& cell,
                       std::vector<std::string>& notes) {
  if (absl::StartsWith(cell, "[") &&
      TakeJson(cell, StringsFromJson, notes).ok()) {
    return absl::OkStatus();
  }
  notes = {cell};
  return absl::OkStatus();
}

// `variants` are those of the kText columns, in order; some without text.
absl::Status TakeCell(const Column& column, const std::string& cell,
                      std::vector<Variant>& variants, TranslationUnit& unit) {
  Variant& variant = variants[column.variant];
  switch (column.kind) {
    case ColumnKind::kText:
    case ColumnKind::kExact:
      return absl::OkStatus();  // Taken before.
    case ColumnKind::kCodes:
      return TakeJson(
          cell,
          [&](const Json& json) {
            return CodesFromJson(json, variant.segment.text);
          },
          variant.segment.codes);
    case ColumnKind::kVariantProperties:
      return TakeJson(cell, PropertiesFromJson, variant.properties);
    case ColumnKind::kVariantNotes:
      return TakeNotes(cell, variant.notes);
    case ColumnKind::kExternalId:
      unit.external_id = cell;
      return absl::OkStatus();
    case ColumnKind::kSourceLanguage:
      unit.source_language = cell;
      return absl::OkStatus();
    case ColumnKind::kDocument:
      unit.document = cell;
      return absl::OkStatus();
    case ColumnKind::kOrigin:
      return TakeName(OriginFromName(cell), unit.origin);
    case ColumnKind::kStatus:
      return TakeName(TranslationStatusFromName(cell), unit.status);
    case ColumnKind::kCreateTime:
      return Take(TimeFromText(cell), unit.create_time);
    case ColumnKind::kCreatedBy:
      unit.created_by = cell;
      return absl::OkStatus();
    case ColumnKind::kUpdateTime:
      return Take(TimeFromText(cell), unit.change_time);
    case ColumnKind::kUpdatedBy:
      unit.changed_by = cell;
      return absl::OkStatus();
    case ColumnKind::kLastUsedTime:
      return Take(TimeFromText(cell), unit.last_used_time);
    case ColumnKind::kUsageCount:
      return absl::SimpleAtoi(cell, &unit.usage_count)
                 ? absl::OkStatus()
                 : Fault("not a whole number");
    case ColumnKind::kNotes:
      return TakeNotes(cell, unit.notes);
    case ColumnKind::kProperties: {
      std::vector<Property> properties;
      PRESSTM_RETURN_IF_ERROR(TakeJson(cell, PropertiesFromJson, properties));
      std::ranges::move(properties, std::back_inserter(unit.properties));
      return absl::OkStatus();
    }
    case ColumnKind::kContexts:
      return TakeJson(cell, ContextsFromJson, unit.contexts);
    case ColumnKind::kProperty:
      unit.properties.push_back({column.name, cell});
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

// Puts the cells of the kExact column where they belong.
absl::Status Restore(const std::string& exact,
                     std::vector<std::string>& cells) {
  PRESSTM_ASSIGN_OR_RETURN(const Json json, JsonOf(exact));
  if (!json.is_object()) return Fault("not an object");
  for (const auto& [number, text] : json.items()) {
    size_t column = 0;
    if (!absl::SimpleAtoi(number, &column) || column < 1 ||
        column > cells.size() || !text.is_string()) {
      return Fault("not texts by the numbers of columns");
    }
    cells[column - 1] = text.get<std::string>();
  }
  return absl::OkStatus();
}

absl::Status AtColumn(const absl::Status& status, const Column& column) {
  const std::string inner = GetErrorField(status).value_or("");
  return InvalidArgument(ErrorReason::kInvalidArgument, status.message(),
                         absl::StrCat(ColumnHeader(column), inner));
}

std::string Cell(const Json& json) { return json.empty() ? "" : ToText(json); }

std::string UnitCell(const Column& column, const TranslationUnit& unit) {
  switch (column.kind) {
    case ColumnKind::kExternalId:
      return unit.external_id;
    case ColumnKind::kSourceLanguage:
      return unit.source_language;
    case ColumnKind::kDocument:
      return unit.document;
    case ColumnKind::kOrigin:
      return OriginName(unit.origin);
    case ColumnKind::kStatus:
      return TranslationStatusName(unit.status);
    case ColumnKind::kCreateTime:
      return TimeToText(unit.create_time);
    case ColumnKind::kCreatedBy:
      return unit.created_by;
    case ColumnKind::kUpdateTime:
      return TimeToText(unit.change_time);
    case ColumnKind::kUpdatedBy:
      return unit.changed_by;
    case ColumnKind::kLastUsedTime:
      return TimeToText(unit.last_used_time);
    case ColumnKind::kUsageCount:
      return unit.usage_count == 0 ? "" : absl::StrCat(unit.usage_count);
    case ColumnKind::kNotes:
      return Cell(Json(unit.notes));
    case ColumnKind::kProperties:
      return Cell(PropertiesToJson(unit.properties));
    case ColumnKind::kContexts:
      return Cell(ContextsToJson(unit.contexts));
    default:
      return "";
  }
}

std::string VariantCell(const Column& column, const Variant& variant) {
  switch (column.kind) {
    case ColumnKind::kText:
      return variant.segment.text;
    case ColumnKind::kCodes:
      return Cell(CodesToJson(variant.segment.codes, variant.segment.text));
    case ColumnKind::kVariantProperties:
      return Cell(PropertiesToJson(variant.properties));
    case ColumnKind::kVariantNotes:
      return Cell(Json(variant.notes));
    default:
      return "";
  }
}

// The unit's variants by kText column; null where it has none.
std::vector<const Variant*> Assign(const std::vector<Column>& columns,
                                   const TranslationUnit& unit) {
  std::vector<const Variant*> assigned;
  std::vector<bool> is_taken(unit.variants.size(), false);
  for (const Column& column : columns) {
    if (column.kind != ColumnKind::kText) continue;
    assigned.push_back(nullptr);
    for (size_t k = 0; k < unit.variants.size(); ++k) {
      if (is_taken[k] || unit.variants[k].language != column.name) continue;
      is_taken[k] = true;
      assigned.back() = &unit.variants[k];
      break;
    }
  }
  return assigned;
}

bool IsOfVariant(ColumnKind kind) { return kind <= ColumnKind::kVariantNotes; }

}  // namespace

absl::StatusOr<TranslationUnit> UnitFromCells(
    const std::vector<Column>& columns, std::vector<std::string> cells) {
  for (size_t k = columns.size(); k < cells.size(); ++k) {
    if (cells[k].empty()) continue;
    return Fault(absl::StrCat("the row has ", cells.size(), " cells, but ",
                              columns.size(), " columns have a name"));
  }
  cells.resize(columns.size());
  for (size_t k = 0; k < columns.size(); ++k) {
    if (columns[k].kind != ColumnKind::kExact || cells[k].empty()) continue;
    const absl::Status status = Restore(std::string(cells[k]), cells);
    if (!status.ok()) return AtColumn(status, columns[k]);
  }
  TranslationUnit unit;
  std::vector<Variant> variants;
  for (size_t k = 0; k < columns.size(); ++k) {
    if (columns[k].kind != ColumnKind::kText) continue;
    variants.push_back(
        {.language = columns[k].name, .segment = {.text = cells[k]}});
  }
  for (size_t k = 0; k < columns.size(); ++k) {
    if (cells[k].empty()) continue;
    const absl::Status status = TakeCell(columns[k], cells[k], variants, unit);
    if (!status.ok()) return AtColumn(status, columns[k]);
  }
  std::erase_if(variants, [](const Variant& variant) {
    return variant.segment.text.empty();
  });
  unit.variants = std::move(variants);
  return unit;
}

std::vector<std::string> CellsFromUnit(const std::vector<Column>& columns,
                                       const TranslationUnit& unit) {
  const std::vector<const Variant*> variants = Assign(columns, unit);
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const Column& column : columns) {
    if (!IsOfVariant(column.kind)) {
      cells.push_back(UnitCell(column, unit));
    } else if (const Variant* variant = variants[column.variant]) {
      cells.push_back(VariantCell(column, *variant));
    } else {
      cells.emplace_back();
    }
  }
  return cells;
}

}  // namespace presstm
