// The formats files may have, and who reads and writes them.
#ifndef TM_STORE_EXCHANGE_FILE_FORMAT_H_
#define TM_STORE_EXCHANGE_FILE_FORMAT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/exchange/unit_reader.h"

namespace presstm {

enum class FileFormat { kTmx, kCsv, kTsv, kJsonLines, kXliff };

// The format that a file's name tells: by .tmx, .csv, .tsv, .jsonl, .ndjson,
// .xlf or .xliff in any case, before a .gz if there is one.
std::optional<FileFormat> FileFormatFromName(absl::string_view name);

// `columns` are the headers of a CSV or TSV file that has none.
std::unique_ptr<UnitReader> MakeUnitReader(FileFormat format,
                                           std::vector<std::string> columns);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_FILE_FORMAT_H_
