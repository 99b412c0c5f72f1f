#include "tm_store/exchange/json_lines_reader.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/json_keys.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr size_t kMaxIdBytes = 200;
// Of one file; a file with more has another shape altogether.
constexpr size_t kMaxReportedKeys = 100;

// The number of the character at `offset_bytes`, from 1.
int64_t ColumnAt(absl::string_view text, size_t offset_bytes) {
  int64_t column = 1;
  size_t offset = 0;
  while (offset < offset_bytes && offset < text.size()) {
    NextCodePoint(text, offset);
    ++column;
  }
  return column;
}

// The unit's own id, as far as it can be told.
std::string ExternalId(const Json& json) {
  if (!json.is_object()) return "";
  const auto it = json.find("external_id");
  if (it == json.end() || !it->is_string()) return "";
  const std::string id = it->get<std::string>().substr(0, kMaxIdBytes);
  return id.substr(0, FindInvalidUtf8(id));
}

}  // namespace

absl::Status JsonLinesReader::TakeLine(const TextLine& line) {
  if (line.is_cut) {
    Reject({.line = line.number, .reason = "The line is too long."});
    return absl::OkStatus();
  }
  if (IsBlank(line.text) && !line.has_invalid_bytes) return absl::OkStatus();
  if (line.has_invalid_bytes) {
    Reject({.line = line.number,
            .reason = "The line has bytes that are invalid in the file's "
                      "encoding."});
    return absl::OkStatus();
  }
  const ParsedJson parsed = ParseJson(line.text);
  if (!parsed.value.has_value() && !line.has_line_feed) {
    return Malformed(line.number, "the file ends in the middle of it");
  }
  if (!parsed.value.has_value()) {
    Reject({.line = line.number,
            .column = ColumnAt(line.text, parsed.fault_bytes),
            .reason = "The line is not JSON."});
    return absl::OkStatus();
  }
  absl::StatusOr<TranslationUnit> unit = UnitFromJson(*parsed.value);
  if (unit.ok()) {
    ReportUnknownKeys(*parsed.value, line.number);
    AddUnit(*std::move(unit), line.number);
    return absl::OkStatus();
  }
  const std::string field = GetErrorField(unit.status()).value_or("");
  Reject({.line = line.number,
          .external_id = ExternalId(*parsed.value),
          .reason = "A field is not what it should be.",
          .detail = absl::StrCat(field, field.empty() ? "" : ": ",
                                 unit.status().message())});
  return absl::OkStatus();
}

void JsonLinesReader::ReportUnknownKeys(const Json& json, int64_t line) {
  for (const std::string& key : UnknownKeys(json)) {
    if (reported_keys_.size() >= kMaxReportedKeys) return;
    if (!reported_keys_.insert(key).second) continue;
    Warn({.line = line,
          .external_id = ExternalId(json),
          .reason = "A key that no unit has was left out, here and elsewhere.",
          .detail = key,
          .cause = ErrorReason::kInvalidArgument});
  }
}

}  // namespace presstm
