// A file that is either there as a whole or not at all.
#ifndef CLIENT_OUTPUT_FILE_H_
#define CLIENT_OUTPUT_FILE_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/remove_on_signal.h"

namespace presstm {

// Writes to a new file beside `path` that takes its place in Commit; without
// Commit, also when a signal ends the program, it is removed and `path` is as
// it was. "-" is standard output and
// what exists and is no regular file is written to directly. Thread-compatible.
//
//   auto file = OutputFile::Open("press.tmx");
//   (*file)->Write(bytes);
//   (*file)->Commit();
class OutputFile {
 public:
  // PermissionDenied or another error if the file cannot be made.
  static absl::StatusOr<std::unique_ptr<OutputFile>> Open(
      const std::string& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // ResourceExhausted if the disk is full.
  absl::Status Write(absl::string_view bytes);

  // Puts the file in its place, on disk. Call once, at the end.
  absl::Status Commit();

 private:
  OutputFile(int descriptor, std::string path, std::string temporary_path);

  int descriptor_;
  const std::string path_;
  std::string temporary_path_;  // Empty if written to directly.
  std::optional<RemoveOnSignal> removal_;
};

}  // namespace presstm

#endif  // CLIENT_OUTPUT_FILE_H_
