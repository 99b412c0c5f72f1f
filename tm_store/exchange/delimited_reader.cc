#include "tm_store/exchange/delimited_reader.h"

#include <csv.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/delimited_row.h"

namespace presstm {
namespace {

constexpr size_t kGrowthBytes = 64 * 1024;

// Blanks around a cell are the cell's.
int IsTrimmed(unsigned char) { return 0; }

}  // namespace

// libcsv, told one line at a time, so that it is known where a row begins.
class DelimitedReader::CsvParser {
 public:
  explicit CsvParser(char delimiter) {
    csv_init(&parser_, /*options=*/0);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&parser_, &IsTrimmed);
    // It grows by 128 bytes otherwise, which is quadratic in a long cell where
    // growing means copying.
    csv_set_blk_size(&parser_, kGrowthBytes);
  }
  ~CsvParser() { csv_free(&parser_); }
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;

  // False if memory ran out.
  bool Parse(absl::string_view text) {
    return csv_parse(&parser_, text.data(), text.size(), &OnCell, &OnRow,
                     this) == text.size();
  }
  // The rows complete so far; to be emptied by the caller.
  std::vector<std::vector<std::string>>& rows() { return rows_; }

 private:
  static void OnCell(void* text, size_t size_bytes, void* self) {
    static_cast<CsvParser*>(self)->cells_.emplace_back(
        static_cast<const char*>(text), size_bytes);
  }
  static void OnRow(int, void* self) {
    auto* parser = static_cast<CsvParser*>(self);
    parser->rows_.push_back(std::exchange(parser->cells_, {}));
  }

  csv_parser parser_ = {};
  std::vector<std::string> cells_;
  std::vector<std::vector<std::string>> rows_;
};

DelimitedReader::DelimitedReader(DelimitedFormat format,
                                 std::vector<std::string> headers)
    : format_(format), headers_(std::move(headers)) {}

DelimitedReader::~DelimitedReader() = default;

absl::Status DelimitedReader::TakeLine(const TextLine& line) {
  if (line.number == 1 && !headers_.empty()) {
    PRESSTM_RETURN_IF_ERROR(TakeHeaders(headers_));
  }
  if (row_line_ == 0) row_line_ = line.number;
  has_invalid_bytes_ |= line.has_invalid_bytes;
  is_cut_ |= line.is_cut;
  ends_without_line_feed_ |= !line.has_line_feed;
  if (format_ == DelimitedFormat::kCsv) return TakeCsvLine(line);
  return TakeRow(absl::StrSplit(line.text, '\t'));
}

absl::Status DelimitedReader::TakeCsvLine(const TextLine& line) {
  if (csv_ == nullptr) {
    char delimiter = ',';
    if (line.text.find(',') == std::string::npos) {
      const size_t other = line.text.find_first_of(";\t");
      if (other != std::string::npos) delimiter = line.text[other];
    }
    csv_ = std::make_unique<CsvParser>(delimiter);
  }
  row_bytes_ += line.text.size();
  if (row_bytes_ > kMaxLineBytes) {
    return Malformed(row_line_,
                     "the row is too long; perhaps a quote is not closed");
  }
  const absl::string_view end =
      line.has_carriage_return ? "\r\n" : (line.has_line_feed ? "\n" : "");
  if (!csv_->Parse(absl::StrCat(line.text, end))) {
    return absl::ResourceExhaustedError("no memory for the row");
  }
  if (csv_->rows().empty()) {
    // Either an empty line, or the row goes on.
    if (line.text.empty() && row_line_ == line.number) row_line_ = 0;
    return absl::OkStatus();
  }
  for (std::vector<std::string>& cells : std::exchange(csv_->rows(), {})) {
    PRESSTM_RETURN_IF_ERROR(TakeRow(std::move(cells)));
  }
  return absl::OkStatus();
}

absl::Status DelimitedReader::EndFile() {
  if (row_line_ != 0) {
    const int64_t line = row_line_;
    PRESSTM_RETURN_IF_ERROR(TakeLine({.has_line_feed = true}));
    // A line feed ends a row anywhere but in quotes.
    if (row_line_ != 0) {
      return Malformed(line,
                       "a quoted cell that begins in this row does not end");
    }
  }
  if (!columns_.empty()) return absl::OkStatus();
  return Malformed(1,
                   "the file is empty: it has no row that names the columns");
}

absl::Status DelimitedReader::TakeRow(std::vector<std::string> cells) {
  const bool is_empty = std::ranges::all_of(
      cells, [](const std::string& cell) { return cell.empty(); });
  absl::Status status;
  if (columns_.empty()) {
    if (!is_empty || has_invalid_bytes_) status = TakeHeaders(cells);
  } else if (!is_empty && !has_language_) {
    status = Malformed(1, "no column is named by a language, such as \"en\"");
  } else if (ends_without_line_feed_ && cells.size() < columns_.size() &&
             (!is_empty || has_invalid_bytes_)) {
    status = Malformed(row_line_, "the file ends in the middle of the row");
  } else if (is_cut_) {
    status = RejectRow("The line is too long.");
  } else if (has_invalid_bytes_) {
    status = RejectRow(
        "The line has bytes that are invalid in the file's "
        "encoding.");
  } else if (!is_empty) {
    absl::StatusOr<TranslationUnit> unit =
        UnitFromCells(columns_, std::move(cells));
    if (!unit.ok()) {
      status =
          RejectRow("A cell is not what it should be.",
                    absl::StrCat(GetErrorField(unit.status()).value_or("row"),
                                 ": ", unit.status().message()));
    } else if (unit->variants.empty()) {
      status = RejectRow("The unit has no variant.");
    } else {
      if (!has_origin_) unit->origin = Origin::kImported;
      AddUnit(*std::move(unit), row_line_);
    }
  }
  row_line_ = 0;
  row_bytes_ = 0;
  has_invalid_bytes_ = is_cut_ = false;
  return status;
}

absl::Status DelimitedReader::TakeHeaders(
    const std::vector<std::string>& headers) {
  absl::StatusOr<std::vector<Column>> columns = ReadColumns(headers);
  if (!columns.ok()) return Malformed(1, columns.status().message());
  columns_ = *std::move(columns);
  for (const Column& column : columns_) {
    if (column.kind != ColumnKind::kText || HasLanguageName(column.name)) {
      continue;
    }
    Warn({.line = 1,
          .reason = "The column's name is taken for the code of a language.",
          .detail = column.name});
  }
  const auto has = [&](ColumnKind kind) {
    return std::ranges::count(columns_, kind, &Column::kind) > 0;
  };
  has_origin_ = has(ColumnKind::kOrigin);
  has_language_ = has(ColumnKind::kText);
  return absl::OkStatus();
}

absl::Status DelimitedReader::RejectRow(std::string reason,
                                        std::string detail) {
  Reject({.line = row_line_,
          .reason = std::move(reason),
          .detail = std::move(detail)});
  return absl::OkStatus();
}

}  // namespace presstm
