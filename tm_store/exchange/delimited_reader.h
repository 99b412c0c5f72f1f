// Reads CSV and TSV: a translation unit a row.
#ifndef TM_STORE_EXCHANGE_DELIMITED_READER_H_
#define TM_STORE_EXCHANGE_DELIMITED_READER_H_

#include <memory>
#include <string>
#include <vector>

#include "tm_store/exchange/delimited_columns.h"
#include "tm_store/exchange/line_unit_reader.h"

namespace presstm {

enum class DelimitedFormat {
  kCsv,  // RFC 4180, lenient in quoting; ';' or tab if the header has no ','.
  kTsv,  // Cells hold no tab and no line end; quotes mean nothing.
};

// The first row names the columns (delimited_columns.h), unless `headers` do.
// A file whose headers are wrong, or with a quoted cell that does not end, is
// malformed; a row that is no unit is rejected alone. Units whose row has no
// column for their origin are kImported. Empty rows are passed over.
class DelimitedReader final : public LineUnitReader {
 public:
  explicit DelimitedReader(DelimitedFormat format,
                           std::vector<std::string> headers = {});
  ~DelimitedReader() override;

 protected:
  absl::Status TakeLine(const TextLine& line) override;
  absl::Status EndFile() override;

 private:
  class CsvParser;

  absl::Status TakeCsvLine(const TextLine& line);
  absl::Status TakeRow(std::vector<std::string> cells);
  absl::Status TakeHeaders(const std::vector<std::string>& headers);
  absl::Status RejectRow(std::string reason, std::string detail = "");

  const DelimitedFormat format_;
  std::vector<std::string> headers_;
  std::vector<Column> columns_;  // Empty until they are known.
  bool has_origin_ = false;
  bool has_language_ = false;       // A table of no units needs none.
  std::unique_ptr<CsvParser> csv_;  // From the first line on; null for TSV.
  // The row under way.
  int64_t row_line_ = 0;  // Where it begins.
  bool has_invalid_bytes_ = false;
  bool is_cut_ = false;
  size_t row_bytes_ = 0;
  bool ends_without_line_feed_ = false;  // The file does.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DELIMITED_READER_H_
