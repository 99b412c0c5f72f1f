#include "tm_store/exchange/delimited_columns.h"

#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/text/language.h"
#include "unicode/uloc.h"

namespace presstm {
namespace {

struct NamedKind {
  const char* name;
  ColumnKind kind;
};

constexpr NamedKind kUnitColumns[] = {
    {"external_id", ColumnKind::kExternalId},
    {"source_language", ColumnKind::kSourceLanguage},
    {"document", ColumnKind::kDocument},
    {"origin", ColumnKind::kOrigin},
    {"status", ColumnKind::kStatus},
    {"create_time", ColumnKind::kCreateTime},
    {"created_by", ColumnKind::kCreatedBy},
    {"update_time", ColumnKind::kUpdateTime},
    {"updated_by", ColumnKind::kUpdatedBy},
    {"last_used_time", ColumnKind::kLastUsedTime},
    {"usage_count", ColumnKind::kUsageCount},
    {"notes", ColumnKind::kNotes},
    {"properties", ColumnKind::kProperties},
    {"contexts", ColumnKind::kContexts},
    {"exact", ColumnKind::kExact},
    // Read, never written.
    {"id", ColumnKind::kExternalId},
    {"note", ColumnKind::kNotes},
};

// With a name after a colon.
constexpr NamedKind kNamedColumns[] = {
    {"codes", ColumnKind::kCodes},
    {"properties", ColumnKind::kVariantProperties},
    {"notes", ColumnKind::kVariantNotes},
    {"property", ColumnKind::kProperty},
};

bool IsLanguage(absl::string_view header) {
  // ParseLanguage takes any well-formed code, and so many a word.
  const size_t code_bytes = header.find_first_of("-_");
  const size_t length =
      code_bytes == absl::string_view::npos ? header.size() : code_bytes;
  return (length == 2 || length == 3) && ParseLanguage(header).ok();
}

std::optional<Column> ReadColumn(absl::string_view header) {
  header = absl::StripAsciiWhitespace(header);
  const std::string folded = absl::AsciiStrToLower(header);
  for (const NamedKind& row : kUnitColumns) {
    if (folded == row.name) return Column{.kind = row.kind};
  }
  const size_t colon = folded.find(':');
  for (const NamedKind& row : kNamedColumns) {
    if (colon == std::string::npos || folded.substr(0, colon) != row.name) {
      continue;
    }
    const absl::string_view name = header.substr(colon + 1);
    if (row.kind != ColumnKind::kProperty && !IsLanguage(name)) continue;
    return Column{.kind = row.kind, .name = std::string(name)};
  }
  if (!IsLanguage(header)) return std::nullopt;
  return Column{.kind = ColumnKind::kText, .name = std::string(header)};
}

bool BelongsToVariant(const Column& column) {
  return column.kind == ColumnKind::kCodes ||
         column.kind == ColumnKind::kVariantProperties ||
         column.kind == ColumnKind::kVariantNotes;
}

// Finds the variants of the columns that belong to one. The number of the
// first without, from 0; nullopt if all have theirs.
std::optional<size_t> FindVariants(std::vector<Column>& columns) {
  std::map<std::string, std::vector<size_t>> variants;  // By language.
  size_t texts = 0;
  for (Column& column : columns) {
    if (column.kind != ColumnKind::kText) continue;
    column.variant = texts++;
    variants[column.name].push_back(column.variant);
  }
  std::map<std::pair<ColumnKind, std::string>, size_t> seen;
  for (size_t k = 0; k < columns.size(); ++k) {
    Column& column = columns[k];
    if (!BelongsToVariant(column)) continue;
    const size_t place = seen[{column.kind, column.name}]++;
    const std::vector<size_t>& owners = variants[column.name];
    if (place >= owners.size()) return k;
    column.variant = owners[place];
  }
  return std::nullopt;
}

absl::Status Fault(absl::string_view message) {
  return InvalidArgument(ErrorReason::kFileMalformed, message);
}

}  // namespace

std::string ColumnHeader(const Column& column) {
  if (column.kind == ColumnKind::kText) return column.name;
  for (const NamedKind& row : kNamedColumns) {
    if (row.kind == column.kind)
      return absl::StrCat(row.name, ":", column.name);
  }
  for (const NamedKind& row : kUnitColumns) {
    if (row.kind == column.kind) return row.name;
  }
  return "";
}

bool HasLanguageName(const std::string& name) {
  const absl::StatusOr<Language> language = ParseLanguage(name);
  if (!language.ok()) return false;
  UErrorCode error = U_ZERO_ERROR;
  UChar shown[100];
  uloc_getDisplayLanguage(language->language.c_str(), "en", shown,
                          std::size(shown), &error);
  // A warning says that it gave the code back.
  return U_SUCCESS(error) && error != U_USING_DEFAULT_WARNING;
}

absl::StatusOr<std::vector<Column>> ReadColumns(
    const std::vector<std::string>& headers) {
  std::vector<Column> columns;
  for (const std::string& header : headers) {
    std::optional<Column> column = ReadColumn(header);
    if (!column.has_value()) {
      return Fault(absl::StrCat(
          "column ", columns.size() + 1, ", \"", header.substr(0, 40),
          "\", is neither a language nor a field of a translation unit"));
    }
    columns.push_back(*std::move(column));
  }
  if (const std::optional<size_t> lost = FindVariants(columns)) {
    return Fault(absl::StrCat(
        "column ", *lost + 1, ", \"", ColumnHeader(columns[*lost]),
        "\", has no column \"", columns[*lost].name, "\" of its own"));
  }
  return columns;
}

}  // namespace presstm
