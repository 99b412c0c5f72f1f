#include "tm_store/exchange/delimited_writer.h"

#include <csv.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tm_store/exchange/delimited_row.h"
#include "tm_store/exchange/json_fields.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

constexpr ColumnKind kUnitFields[] = {
    ColumnKind::kExternalId, ColumnKind::kSourceLanguage,
    ColumnKind::kDocument,   ColumnKind::kOrigin,
    ColumnKind::kStatus,     ColumnKind::kCreateTime,
    ColumnKind::kCreatedBy,  ColumnKind::kUpdateTime,
    ColumnKind::kUpdatedBy,  ColumnKind::kLastUsedTime,
    ColumnKind::kUsageCount, ColumnKind::kNotes,
    ColumnKind::kProperties, ColumnKind::kContexts,
};

std::string CsvCell(const std::string& cell) {
  if (cell.find_first_of(",;\t\"\r\n") == std::string::npos) return cell;
  std::string quoted(cell.size() * 2 + 2, '\0');
  quoted.resize(
      csv_write(quoted.data(), quoted.size(), cell.data(), cell.size()));
  return quoted;
}

}  // namespace

void DelimitedWriter::Plan(const TranslationUnit& unit) {
  bool is_new_use = false;
  std::map<std::string, size_t> counts;
  for (const Variant& variant : unit.variants) {
    const auto [it, is_new] = uses_.try_emplace(variant.language);
    if (is_new) languages_.push_back(variant.language);
    LanguageUse& use = it->second;
    const LanguageUse before = use;
    use.variants = std::max(use.variants, ++counts[variant.language]);
    use.has_codes |= !variant.segment.codes.empty();
    use.has_properties |= !variant.properties.empty();
    use.has_notes |= !variant.notes.empty();
    is_new_use |= use != before;
  }
  const std::vector<std::string> cells = CellsFromUnit(FieldColumns(), unit);
  has_field_.resize(cells.size(), false);
  for (size_t k = 0; k < cells.size(); ++k) {
    // Without its column, origins are taken to be kImported.
    const bool is_used =
        !cells[k].empty() || kUnitFields[k] == ColumnKind::kOrigin;
    if (!is_used || has_field_[k]) continue;
    is_new_use = has_field_[k] = true;
  }
  if (is_new_use) columns_ = Columns();
}

std::vector<Column> DelimitedWriter::FieldColumns() {
  std::vector<Column> columns;
  for (const ColumnKind kind : kUnitFields) columns.push_back({.kind = kind});
  return columns;
}

std::vector<Column> DelimitedWriter::Columns() const {
  std::vector<std::string> languages = languages_;
  const auto source = ParseLanguage(source_language_);
  std::stable_partition(languages.begin(), languages.end(),
                        [&](const std::string& tag) {
                          const auto language = ParseLanguage(tag);
                          return source.ok() && language.ok() &&
                                 LanguageAnswers(*source, *language);
                        });
  std::vector<Column> columns;
  size_t variant = 0;
  for (const std::string& language : languages) {
    const LanguageUse& use = uses_.at(language);
    for (size_t k = 0; k < use.variants; ++k, ++variant) {
      const auto add = [&](ColumnKind kind) {
        columns.push_back({.kind = kind, .name = language, .variant = variant});
      };
      add(ColumnKind::kText);
      if (use.has_codes) add(ColumnKind::kCodes);
      if (use.has_properties) add(ColumnKind::kVariantProperties);
      if (use.has_notes) add(ColumnKind::kVariantNotes);
    }
  }
  for (size_t k = 0; k < has_field_.size(); ++k) {
    if (has_field_[k]) columns.push_back({.kind = kUnitFields[k]});
  }
  if (format_ == DelimitedFormat::kTsv) {
    columns.push_back({.kind = ColumnKind::kExact});
  }
  return columns;
}

std::string DelimitedWriter::Header() const {
  std::vector<std::string> headers;
  for (const Column& column : columns_.empty() ? FieldColumns() : columns_) {
    headers.push_back(ColumnHeader(column));
  }
  return Row(std::move(headers));
}

std::string DelimitedWriter::Unit(const TranslationUnit& unit) const {
  return Row(CellsFromUnit(columns_, unit));
}

std::string DelimitedWriter::Row(std::vector<std::string> cells) const {
  if (format_ == DelimitedFormat::kCsv) {
    for (std::string& cell : cells) cell = CsvCell(cell);
    return absl::StrCat(absl::StrJoin(cells, ","), "\r\n");
  }
  Json exact = Json::object();
  for (size_t k = 0; k < cells.size(); ++k) {
    if (cells[k].find_first_of("\t\r\n") == std::string::npos) continue;
    exact[absl::StrCat(k + 1)] = cells[k];
    for (char& c : cells[k]) {
      if (c == '\t' || c == '\r' || c == '\n') c = ' ';
    }
  }
  if (!exact.empty()) cells.back() = ToText(exact);
  return absl::StrCat(absl::StrJoin(cells, "\t"), "\n");
}

}  // namespace presstm
