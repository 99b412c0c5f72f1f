#include "client/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace presstm {
namespace {

absl::Status FileError(absl::string_view what, const std::string& path) {
  const int error = errno;
  const std::string message =
      absl::StrCat(what, " ", path, ": ", std::strerror(error));
  return error == ENOSPC || error == EDQUOT
             ? absl::ResourceExhaustedError(message)
             : absl::FailedPreconditionError(message);
}

// The permissions a new file would have had from open().
mode_t NewFileMode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

// Where `path` leads if it is a link: the link itself stays.
std::string ResolveLink(const std::string& path) {
  char* resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string target = resolved;
  std::free(resolved);
  return target;
}

}  // namespace

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::Open(
    const std::string& path) {
  if (path == "-") {
    return std::unique_ptr<OutputFile>(
        new OutputFile(STDOUT_FILENO, "standard output", ""));
  }
  struct stat facts = {};
  const bool exists = stat(path.c_str(), &facts) == 0;
  if (exists && !S_ISREG(facts.st_mode)) {
    const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return FileError("cannot write", path);
    return std::unique_ptr<OutputFile>(new OutputFile(descriptor, path, ""));
  }
  const std::string target = ResolveLink(path);
  std::string temporary = absl::StrCat(target, ".XXXXXX");
  const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return FileError("cannot write", path);
  fchmod(descriptor, exists ? facts.st_mode & 07777 : NewFileMode());
  return std::unique_ptr<OutputFile>(
      new OutputFile(descriptor, target, temporary));
}

OutputFile::OutputFile(int descriptor, std::string path,
                       std::string temporary_path)
    : descriptor_(descriptor),
      path_(std::move(path)),
      temporary_path_(std::move(temporary_path)) {
  if (!temporary_path_.empty()) removal_.emplace(temporary_path_);
}

OutputFile::~OutputFile() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
  if (!temporary_path_.empty()) unlink(temporary_path_.c_str());
}

absl::Status OutputFile::Write(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = write(descriptor_, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return FileError("cannot write", path_);
    bytes.remove_prefix(static_cast<size_t>(size));
  }
  return absl::OkStatus();
}

absl::Status OutputFile::Commit() {
  if (temporary_path_.empty()) return absl::OkStatus();
  if (fsync(descriptor_) != 0) return FileError("cannot write", path_);
  if (std::rename(temporary_path_.c_str(), path_.c_str()) != 0) {
    return FileError("cannot write", path_);
  }
  temporary_path_.clear();
  removal_.reset();
  return absl::OkStatus();
}

}  // namespace presstm
