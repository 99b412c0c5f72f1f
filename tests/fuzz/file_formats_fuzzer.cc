// Reads any bytes as CSV, TSV, JSON Lines or XLIFF, in chunks of any size; what
// comes out must not depend on the chunks, and come back when written.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/fuzz/fuzz_input.h"
#include "tm_store/exchange/file_format.h"
#include "tm_store/exchange/json_lines_writer.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr FileFormat kFormats[] = {FileFormat::kCsv, FileFormat::kTsv,
                                   FileFormat::kJsonLines, FileFormat::kXliff};

struct Contents {
  std::vector<FileUnit> units;
  std::vector<FileProblem> problems;
  absl::Status status;
};

Contents Read(FileFormat format, absl::string_view bytes, size_t chunk_bytes) {
  const std::unique_ptr<UnitReader> reader = MakeUnitReader(format, {});
  while (!bytes.empty()) {
    if (!reader->Feed(bytes.substr(0, chunk_bytes)).ok()) break;
    bytes.remove_prefix(std::min(bytes.size(), chunk_bytes));
  }
  Contents contents;
  contents.status = reader->Finish();
  contents.units = reader->TakeUnits();
  contents.problems = reader->TakeProblems();
  return contents;
}

void CheckUnit(const TranslationUnit& unit) {
  for (const Variant& variant : unit.variants) {
    size_t last = 0;
    Require(IsValidUtf8(variant.segment.text));
    for (const InlineCode& code : variant.segment.codes) {
      Require(code.position_bytes >= last && code.number > 0);
      last = code.position_bytes;
    }
    Require(last <= variant.segment.text.size());
  }
}

void CheckRoundTrip(const std::vector<FileUnit>& units) {
  const JsonLinesWriter writer;
  std::string written;
  for (const FileUnit& unit : units) written += writer.Unit(unit.unit);
  const Contents again = Read(FileFormat::kJsonLines, written, 1 << 20);
  Require(again.status.ok() && again.problems.empty());
  Require(again.units.size() == units.size());
  for (size_t k = 0; k < units.size(); ++k) {
    Require(again.units[k].unit == units[k].unit);
  }
}

}  // namespace
}  // namespace presstm

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using presstm::Contents;
  const auto input = presstm::ReadFileInput(data, size, /*least_bytes=*/0);
  if (!input.has_value()) return 0;
  const presstm::FileFormat format = presstm::kFormats[input->format % 4];
  const Contents pieces =
      presstm::Read(format, input->bytes, input->piece_bytes);
  const Contents whole = presstm::Read(format, input->bytes, size);
  presstm::Require(pieces.status == whole.status);
  presstm::Require(pieces.problems == whole.problems);
  presstm::Require(pieces.units.size() == whole.units.size());
  for (size_t k = 0; k < whole.units.size(); ++k) {
    presstm::Require(pieces.units[k].unit == whole.units[k].unit);
    presstm::CheckUnit(whole.units[k].unit);
  }
  presstm::CheckRoundTrip(whole.units);
  return 0;
}
