// A file or pipe, read as its bytes come in.
#ifndef CLIENT_INPUT_DESCRIPTOR_H_
#define CLIENT_INPUT_DESCRIPTOR_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace presstm {

// Thread-compatible but for read_bytes() and Stop(), which any thread may
// call.
class InputDescriptor {
 public:
  // Opens `path`; "-" is standard input. Errors say why it cannot be read.
  static absl::StatusOr<std::unique_ptr<InputDescriptor>> Open(
      const std::string& path);
  ~InputDescriptor();
  InputDescriptor(const InputDescriptor&) = delete;
  InputDescriptor& operator=(const InputDescriptor&) = delete;

  // The path, or "stdin".
  const std::string& name() const { return name_; }
  // As it lies on the disk; 0 if that is not known.
  int64_t size_bytes() const { return size_bytes_; }
  int64_t read_bytes() const { return read_bytes_; }

  // Waits until there is something to read and returns what there is; empty
  // at the end. Cancelled after Stop.
  absl::StatusOr<std::string> ReadChunk();

  // Ends a read that waits for a pipe or a terminal, soon. Reads of files do
  // not wait and go on as before.
  void Stop() { stopped_ = true; }

 private:
  InputDescriptor(int descriptor, std::string name);

  bool WaitForInput() const;

  const int descriptor_;
  const std::string name_;
  int64_t size_bytes_ = 0;
  bool may_wait_ = true;
  std::atomic<int64_t> read_bytes_ = 0;
  std::atomic<bool> stopped_ = false;
};

}  // namespace presstm

#endif  // CLIENT_INPUT_DESCRIPTOR_H_
