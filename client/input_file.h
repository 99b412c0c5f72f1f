// A file to import, as its bytes come in.
#ifndef CLIENT_INPUT_FILE_H_
#define CLIENT_INPUT_FILE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "tm_store/exchange/byte_source.h"

namespace presstm {

// Thread-compatible but for read_bytes() and Stop(), which any thread may
// call.
class InputFile {
 public:
  // Opens `path`; "-" is standard input, called "stdin". Errors say why it
  // cannot be read.
  static absl::StatusOr<std::unique_ptr<InputFile>> Open(
      const std::string& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // Its documents, unpacked. Lives as long as this.
  ByteSource& source() { return *source_; }

  // As it lies on the disk; 0 if that is not known.
  int64_t size_bytes() const { return size_bytes_; }
  int64_t read_bytes() const { return read_bytes_; }

  // Ends a Read of the source that waits for a pipe or a terminal, with
  // Cancelled, soon. Reads of files do not wait and go on as before.
  void Stop() { stopped_ = true; }

 private:
  explicit InputFile(int descriptor);

  absl::StatusOr<std::string> ReadChunk();
  bool WaitForInput() const;

  const int descriptor_;
  int64_t size_bytes_ = 0;
  bool may_wait_ = true;
  std::atomic<int64_t> read_bytes_ = 0;
  std::atomic<bool> stopped_ = false;
  std::unique_ptr<ByteSource> source_;
};

}  // namespace presstm

#endif  // CLIENT_INPUT_FILE_H_
