#include "tm_store/exchange/document_reader.h"

#include <utility>

#include "absl/strings/match.h"
#include "tm_store/exchange/line_document_reader.h"
#include "tm_store/exchange/tmx_document_reader.h"
#include "tm_store/exchange/xliff_document_reader.h"

namespace presstm {

std::optional<DocumentFormat> DocumentFormatFromName(absl::string_view name) {
  if (absl::EndsWithIgnoreCase(name, ".gz")) name.remove_suffix(3);
  static constexpr std::pair<absl::string_view, DocumentFormat> kNames[] = {
      {".xlf", DocumentFormat::kXliff},
      {".xliff", DocumentFormat::kXliff},
      {".sdlxliff", DocumentFormat::kXliff},
      {".mqxliff", DocumentFormat::kXliff},
      {".mxliff", DocumentFormat::kXliff},
      {".tmx", DocumentFormat::kTmx},
      {".txt", DocumentFormat::kText}};
  for (const auto& [ending, format] : kNames) {
    if (absl::EndsWithIgnoreCase(name, ending)) return format;
  }
  return std::nullopt;
}

std::unique_ptr<DocumentReader> MakeDocumentReader(
    DocumentFormat format, const DocumentLanguages& languages) {
  switch (format) {
    case DocumentFormat::kXliff:
      return std::make_unique<XliffDocumentReader>(languages);
    case DocumentFormat::kTmx:
      return std::make_unique<TmxDocumentReader>(languages);
    case DocumentFormat::kText:
      break;
  }
  return std::make_unique<LineDocumentReader>(languages);
}

}  // namespace presstm
