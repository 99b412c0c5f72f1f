// Reads any bytes as XLIFF, TMX or text to be translated, in pieces of any
// size: what comes out must not depend on the pieces, must be the same bytes
// when nothing is put in, and must still be a document when something is.
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "tests/exchange/document_test_filling.h"
#include "tests/fuzz/fuzz_input.h"
#include "tm_store/exchange/document_reader.h"

namespace presstm {
namespace {

constexpr DocumentFormat kFormats[] = {
    DocumentFormat::kXliff, DocumentFormat::kTmx, DocumentFormat::kText};

const DocumentLanguages& Languages() {
  static const auto* const languages =
      new DocumentLanguages{.source = "en", .target = "ko"};
  return *languages;
}

SegmentAnswer FillAndPropose(const DocumentSegment& segment) {
  SegmentAnswer answer = FillWith("가 & <나>")(segment);
  answer.alternatives = {ProposalOf(segment, "다", 84)};
  return answer;
}

void CheckSame(const FilledDocument& pieces, const FilledDocument& whole) {
  // Of two faults another one may come first.
  Require(pieces.status.code() == whole.status.code());
  if (!whole.status.ok()) return;
  Require(pieces.segments.size() == whole.segments.size());
  for (size_t k = 0; k < whole.segments.size(); ++k) {
    Require(pieces.segments[k].source == whole.segments[k].source);
    Require(pieces.segments[k].state == whole.segments[k].state);
    Require(pieces.segments[k].line == whole.segments[k].line);
  }
}

void CheckFilled(DocumentFormat format, const FilledDocument& filled) {
  // UTF-16 without a mark is told by its ASCII, which may be gone now.
  if (format == DocumentFormat::kText) return;
  const FilledDocument again =
      FillDocument(format, filled.bytes, NoAnswer, Languages());
  Require(again.status.ok());
  Require(again.untouched == filled.bytes);
  Require(again.segments.size() == filled.segments.size());
}

}  // namespace
}  // namespace presstm

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using presstm::FillDocument;
  const auto input = presstm::ReadFileInput(data, size, /*least_bytes=*/1);
  if (!input.has_value()) return 0;
  const presstm::DocumentFormat format = presstm::kFormats[input->format % 3];
  const presstm::FilledDocument whole = FillDocument(
      format, input->bytes, presstm::NoAnswer, presstm::Languages());
  presstm::CheckSame(FillDocument(format, input->bytes, presstm::NoAnswer,
                                  presstm::Languages(), input->piece_bytes),
                     whole);
  if (!whole.status.ok()) return 0;
  presstm::Require(whole.untouched == input->bytes);
  presstm::CheckFilled(
      format, FillDocument(format, input->bytes, presstm::FillAndPropose,
                           presstm::Languages()));
  return 0;
}
