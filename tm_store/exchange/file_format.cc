#include "tm_store/exchange/file_format.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "tm_store/exchange/delimited_reader.h"
#include "tm_store/exchange/json_lines_reader.h"
#include "tm_store/exchange/tmx_reader.h"
#include "tm_store/exchange/xliff_reader.h"

namespace presstm {
namespace {

struct Extension {
  absl::string_view text;
  FileFormat format;
};

constexpr Extension kExtensions[] = {
    {".tmx", FileFormat::kTmx},          {".csv", FileFormat::kCsv},
    {".tsv", FileFormat::kTsv},          {".jsonl", FileFormat::kJsonLines},
    {".ndjson", FileFormat::kJsonLines}, {".xlf", FileFormat::kXliff},
    {".xliff", FileFormat::kXliff},
};

}  // namespace

std::optional<FileFormat> FileFormatFromName(absl::string_view name) {
  const std::string folded = absl::AsciiStrToLower(name);
  const absl::string_view plain = absl::StripSuffix(folded, ".gz");
  for (const Extension& extension : kExtensions) {
    if (absl::EndsWith(plain, extension.text)) return extension.format;
  }
  return std::nullopt;
}

std::unique_ptr<UnitReader> MakeUnitReader(FileFormat format,
                                           std::vector<std::string> columns) {
  switch (format) {
    case FileFormat::kTmx:
      break;
    case FileFormat::kCsv:
      return std::make_unique<DelimitedReader>(DelimitedFormat::kCsv,
                                               std::move(columns));
    case FileFormat::kTsv:
      return std::make_unique<DelimitedReader>(DelimitedFormat::kTsv,
                                               std::move(columns));
    case FileFormat::kJsonLines:
      return std::make_unique<JsonLinesReader>();
    case FileFormat::kXliff:
      return std::make_unique<XliffReader>();
  }
  return std::make_unique<TmxReader>();
}

}  // namespace presstm
