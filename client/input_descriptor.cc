#include "client/input_descriptor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
// How soon a reader that waits for input sees that it shall stop.
constexpr int kPollMs = 100;

absl::Status ReadError(int error, absl::string_view name) {
  return absl::ErrnoToStatus(error, absl::StrCat("cannot read ", name));
}

}  // namespace

absl::StatusOr<std::unique_ptr<InputDescriptor>> InputDescriptor::Open(
    const std::string& path) {
  const std::string name = path == "-" ? "stdin" : path;
  const int descriptor =
      path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return ReadError(errno, name);
  std::unique_ptr<InputDescriptor> input(new InputDescriptor(descriptor, name));
  struct stat facts = {};
  if (fstat(descriptor, &facts) != 0) return ReadError(errno, name);
  if (S_ISDIR(facts.st_mode)) return ReadError(EISDIR, name);
  if (S_ISREG(facts.st_mode)) {
    input->may_wait_ = false;
    input->size_bytes_ = facts.st_size;
  }
  return input;
}

InputDescriptor::InputDescriptor(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {}

InputDescriptor::~InputDescriptor() {
  if (descriptor_ > STDIN_FILENO) close(descriptor_);
}

absl::StatusOr<std::string> InputDescriptor::ReadChunk() {
  std::string chunk(kChunkBytes, '\0');
  while (WaitForInput()) {
    const ssize_t size = read(descriptor_, chunk.data(), chunk.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return ReadError(errno, name_);
    read_bytes_ += size;
    chunk.resize(static_cast<size_t>(size));
    return chunk;
  }
  return absl::CancelledError("the input is not wanted any more");
}

// False if there is no use in waiting.
bool InputDescriptor::WaitForInput() const {
  if (!may_wait_) return true;
  while (!stopped_) {
    pollfd descriptor = {.fd = descriptor_, .events = POLLIN, .revents = 0};
    if (poll(&descriptor, 1, kPollMs) != 0) return true;
  }
  return false;
}

}  // namespace presstm
