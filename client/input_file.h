// A file to import, as its bytes come in.
#ifndef CLIENT_INPUT_FILE_H_
#define CLIENT_INPUT_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "client/input_descriptor.h"
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

  // Its documents, unpacked. Lives as long as this.
  ByteSource& source() { return *source_; }

  // As it lies on the disk; 0 if that is not known.
  int64_t size_bytes() const { return descriptor_->size_bytes(); }
  int64_t read_bytes() const { return descriptor_->read_bytes(); }

  // As InputDescriptor::Stop.
  void Stop() { descriptor_->Stop(); }

 private:
  InputFile(std::unique_ptr<InputDescriptor> descriptor,
            std::unique_ptr<ByteSource> source)
      : descriptor_(std::move(descriptor)), source_(std::move(source)) {}

  std::unique_ptr<InputDescriptor> descriptor_;
  std::unique_ptr<ByteSource> source_;  // Reads descriptor_.
};

}  // namespace presstm

#endif  // CLIENT_INPUT_FILE_H_
