// How far the reading of a file has come.
#ifndef CLIENT_FILE_PROGRESS_H_
#define CLIENT_FILE_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace presstm {

// Shows it on stderr: a bar on a terminal, else a line now and then.
// Thread-compatible.
class FileProgress {
 public:
  // `size_bytes` is 0 if it is not known; `things` are what is counted.
  FileProgress(std::string name, int64_t size_bytes, std::string things);
  // Takes the bar off the screen.
  ~FileProgress();
  FileProgress(const FileProgress&) = delete;
  FileProgress& operator=(const FileProgress&) = delete;

  // `read_bytes` is how much of the file was read.
  void Show(int64_t count, int64_t read_bytes);

 private:
  const std::string name_;
  const int64_t size_bytes_;
  const std::string things_;
  const bool terminal_;
  const absl::Time start_;
  absl::Time shown_;
};

}  // namespace presstm

#endif  // CLIENT_FILE_PROGRESS_H_
