#include "client/export_file.h"

#include "tm_store/base/status_macros.h"

namespace presstm {

absl::StatusOr<std::unique_ptr<ExportFile>> ExportFile::Open(
    const std::string& path) {
  std::unique_ptr<GzipWriter> packer;
  if (IsGzipName(path)) {
    PRESSTM_ASSIGN_OR_RETURN(packer, GzipWriter::Create());
  }
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<OutputFile> file,
                           OutputFile::Open(path));
  return std::unique_ptr<ExportFile>(
      new ExportFile(std::move(file), std::move(packer)));
}

absl::Status ExportFile::Write(absl::string_view bytes) {
  return packer_ == nullptr ? WritePlain(bytes)
                            : WritePlain(packer_->Pack(bytes));
}

absl::Status ExportFile::Commit() {
  if (packer_ != nullptr) {
    PRESSTM_RETURN_IF_ERROR(WritePlain(packer_->Finish()));
  }
  return file_->Commit();
}

absl::Status ExportFile::WritePlain(absl::string_view bytes) {
  written_bytes_ += static_cast<int64_t>(bytes.size());
  return file_->Write(bytes);
}

}  // namespace presstm
