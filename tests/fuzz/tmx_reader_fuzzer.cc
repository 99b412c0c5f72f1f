// Reads any bytes as TMX, in chunks of any size; what comes out must be fit
// to be stored, and come back when written.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/fuzz/fuzz_input.h"
#include "tm_store/exchange/tmx_reader.h"
#include "tm_store/exchange/tmx_writer.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

std::vector<FileUnit> Read(absl::string_view bytes, size_t chunk_bytes,
                           bool must_be_good) {
  TmxReader reader;
  while (!bytes.empty()) {
    if (!reader.Feed(bytes.substr(0, chunk_bytes)).ok()) break;
    bytes.remove_prefix(std::min(bytes.size(), chunk_bytes));
  }
  const absl::Status status = reader.Finish();
  if (must_be_good) Require(status.ok() && reader.TakeProblems().empty());
  return reader.TakeUnits();
}

void CheckUnit(const TranslationUnit& unit) {
  Require(!unit.variants.empty());
  for (const Variant& variant : unit.variants) {
    const Segment& segment = variant.segment;
    Require(IsValidUtf8(segment.text) && !IsBlank(segment.text));
    size_t last = 0;
    for (const InlineCode& code : segment.codes) {
      Require(code.position_bytes >= last && code.number > 0);
      Require(IsValidUtf8(code.content));
      last = code.position_bytes;
    }
    Require(last <= segment.text.size());
  }
}

void CheckRoundTrip(const std::vector<FileUnit>& units) {
  const absl::StatusOr<TmxWriter> writer = TmxWriter::Create({});
  std::string written = writer->Header();
  for (const FileUnit& unit : units) written += writer->Unit(unit.unit);
  written += writer->Footer();
  const std::vector<FileUnit> again = Read(written, 1 << 20, true);
  Require(again.size() == units.size());
  for (size_t k = 0; k < units.size(); ++k) {
    Require(again[k].unit == units[k].unit);
  }
}

}  // namespace
}  // namespace presstm

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using presstm::FileUnit;
  if (size < 1 || size > presstm::kMaxInputBytes) return 0;
  const size_t chunk_bytes = 1 + data[0];
  const absl::string_view bytes(reinterpret_cast<const char*>(data + 1),
                                size - 1);
  const std::vector<FileUnit> units = presstm::Read(bytes, chunk_bytes, false);
  const std::vector<FileUnit> whole = presstm::Read(bytes, size, false);
  presstm::Require(units.size() == whole.size());
  for (size_t k = 0; k < units.size(); ++k) {
    presstm::Require(units[k].unit == whole[k].unit);
    presstm::CheckUnit(units[k].unit);
  }
  presstm::CheckRoundTrip(units);
  return 0;
}
