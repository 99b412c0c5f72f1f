#include "tests/bench/table_file.h"

#include <algorithm>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/byte_source.h"

namespace presstm {
namespace {

absl::StatusOr<std::string> ReadAll(const std::string& path) {
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> source,
                           ByteSource::OpenFile(path));
  PRESSTM_RETURN_IF_ERROR(source->NextDocument().status());
  std::string bytes;
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const absl::string_view chunk, source->Read());
    if (chunk.empty()) return bytes;
    bytes.append(chunk.data(), chunk.size());
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadLines(const std::string& path) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string bytes, ReadAll(path));
  std::vector<std::string> lines = absl::StrSplit(bytes, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  for (std::string& line : lines) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
  }
  return lines;
}

absl::StatusOr<std::vector<std::string>> ReadColumn(const std::string& path,
                                                    absl::string_view column) {
  PRESSTM_ASSIGN_OR_RETURN(std::vector<std::string> lines, ReadLines(path));
  if (lines.empty()) return absl::InvalidArgumentError(path + " is empty");
  const std::vector<std::string> names = absl::StrSplit(lines.front(), '\t');
  const auto found = std::find(names.begin(), names.end(), column);
  if (found == names.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, " has no column ", column));
  }
  const auto index = static_cast<size_t>(found - names.begin());
  std::vector<std::string> cells;
  for (size_t k = 1; k < lines.size(); ++k) {
    const std::vector<absl::string_view> row = absl::StrSplit(lines[k], '\t');
    cells.emplace_back(index < row.size() ? row[index] : absl::string_view());
  }
  return cells;
}

}  // namespace presstm
