#include "client/document_input.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/call_error.h"
#include "client/display_text.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::StatusOr<DocumentFormat> FormatOfDocument(
    const std::string& path, std::optional<DocumentFormat> format) {
  if (!format.has_value()) format = DocumentFormatFromName(path);
  if (format.has_value()) return *format;
  return UsageError(absl::StrCat(
      "--format: the name ", ToPrintable(path),
      " tells no format: give xliff, tmx, or text for a segment a line"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<DocumentInput>> DocumentInput::Open(
    const std::string& path, std::optional<DocumentFormat> format,
    const DocumentLanguages& languages) {
  PRESSTM_ASSIGN_OR_RETURN(const DocumentFormat known,
                           FormatOfDocument(path, format));
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<InputFile> file,
                           InputFile::Open(path));
  PRESSTM_ASSIGN_OR_RETURN(const auto document, file->source().NextDocument());
  if (file->source().is_archive()) {
    return UsageError(absl::StrCat(
        "FILE: ", ToPrintable(path),
        " is an archive: unpack it, and give the files in it one by one"));
  }
  const std::string name = path == "-" ? "stdin" : path;
  return std::unique_ptr<DocumentInput>(new DocumentInput(
      name, std::move(file), MakeDocumentReader(known, languages)));
}

DocumentInput::DocumentInput(std::string name, std::unique_ptr<InputFile> file,
                             std::unique_ptr<DocumentReader> reader)
    : name_(std::move(name)),
      file_(std::move(file)),
      reader_(std::move(reader)) {}

absl::StatusOr<std::unique_ptr<DocumentStretch>> DocumentInput::Next() {
  while (stretches_.empty() && !is_over_) {
    PRESSTM_RETURN_IF_ERROR(ReadMore());
  }
  if (stretches_.empty()) return nullptr;
  std::unique_ptr<DocumentStretch> stretch = std::move(stretches_.front());
  stretches_.pop_front();
  return stretch;
}

absl::StatusOr<const DocumentSegment*> DocumentInput::FirstSegment() {
  while (true) {
    for (const auto& stretch : stretches_) {
      if (!stretch->segments().empty()) return &stretch->segments()[0];
    }
    if (is_over_) return nullptr;
    PRESSTM_RETURN_IF_ERROR(ReadMore());
  }
}

absl::Status DocumentInput::ReadMore() {
  PRESSTM_ASSIGN_OR_RETURN(const absl::string_view bytes,
                           file_->source().Read());
  is_over_ = bytes.empty();
  PRESSTM_RETURN_IF_ERROR(
      InFile(is_over_ ? reader_->Finish() : reader_->Feed(bytes)));
  for (auto& stretch : reader_->TakeStretches()) {
    stretches_.push_back(std::move(stretch));
  }
  return absl::OkStatus();
}

// "line 120: ..." as "press.xlf:120: ...".
absl::Status DocumentInput::InFile(const absl::Status& status) const {
  if (status.ok()) return status;
  absl::string_view rest = status.message();
  const bool has_line = absl::ConsumePrefix(&rest, "line ");
  absl::Status named(status.code(),
                     absl::StrCat(name_, has_line ? ":" : ": ", rest));
  status.ForEachPayload([&](absl::string_view type, const absl::Cord& payload) {
    named.SetPayload(type, payload);
  });
  return named;
}

}  // namespace presstm
