// The file an export is written to.
#ifndef CLIENT_EXPORT_FILE_H_
#define CLIENT_EXPORT_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/output_file.h"
#include "tm_store/exchange/gzip_writer.h"

namespace presstm {

// An OutputFile that is packed if its name ends in .gz. Thread-compatible.
class ExportFile {
 public:
  // The errors of OutputFile::Open.
  static absl::StatusOr<std::unique_ptr<ExportFile>> Open(
      const std::string& path);

  absl::Status Write(absl::string_view bytes);
  // Puts the file in its place. Call once, at the end.
  absl::Status Commit();

  // As they lie on the disk.
  int64_t written_bytes() const { return written_bytes_; }

 private:
  ExportFile(std::unique_ptr<OutputFile> file,
             std::unique_ptr<GzipWriter> packer)
      : file_(std::move(file)), packer_(std::move(packer)) {}

  absl::Status WritePlain(absl::string_view bytes);

  std::unique_ptr<OutputFile> file_;
  std::unique_ptr<GzipWriter> packer_;  // Null if not packed.
  int64_t written_bytes_ = 0;
};

}  // namespace presstm

#endif  // CLIENT_EXPORT_FILE_H_
