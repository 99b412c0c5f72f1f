// Bytes put by until all of them have come.
#ifndef SERVER_SPOOL_FILE_H_
#define SERVER_SPOOL_FILE_H_

#include <cstdio>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

// A temporary file without a name, in the system's folder for these (TMPDIR,
// else /tmp); gone with this object, or with the process. Written first, then
// read from the beginning. Thread-compatible.
class SpoolFile {
 public:
  static absl::StatusOr<std::unique_ptr<SpoolFile>> Create();

  // ResourceExhausted with reason DISK_FULL where there is no room.
  absl::Status Append(absl::string_view bytes);

  // Ends the writing; the next Read gives the first bytes.
  absl::Status Rewind();

  // The next bytes; empty at the end.
  absl::StatusOr<std::string> Read();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  SpoolFile(std::FILE* file, std::string folder)
      : file_(file), folder_(std::move(folder)) {}

  absl::Status Failure(absl::string_view action) const;

  std::unique_ptr<std::FILE, Closer> file_;
  const std::string folder_;
};

}  // namespace presstm

#endif  // SERVER_SPOOL_FILE_H_
