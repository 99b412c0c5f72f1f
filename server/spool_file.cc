#include "server/spool_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

constexpr size_t kReadBytes = 256 * 1024;

absl::Status SystemError(absl::string_view action, const std::string& folder) {
  const std::string message =
      absl::StrCat("cannot ", action, " a temporary file in ", folder);
  if (errno == ENOSPC || errno == EDQUOT) {
    return MakeError(absl::StatusCode::kResourceExhausted,
                     ErrorReason::kDiskFull,
                     absl::StrCat(message, ": no space left there"));
  }
  return absl::ErrnoToStatus(errno, message);
}

}  // namespace

absl::StatusOr<std::unique_ptr<SpoolFile>> SpoolFile::Create() {
  std::error_code error;
  std::string folder = std::filesystem::temp_directory_path(error).string();
  if (error) folder = "/tmp";
  std::string name = folder + "/presstm-spool-XXXXXX";
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return SystemError("create", folder);
  unlink(name.c_str());
  std::FILE* const file = fdopen(descriptor, "w+b");
  if (file == nullptr) {
    const absl::Status failure = SystemError("open", folder);
    close(descriptor);
    return failure;
  }
  return std::unique_ptr<SpoolFile>(new SpoolFile(file, std::move(folder)));
}

absl::Status SpoolFile::Append(absl::string_view bytes) {
  const size_t written =
      std::fwrite(bytes.data(), 1, bytes.size(), file_.get());
  return written == bytes.size() ? absl::OkStatus() : Failure("write");
}

absl::Status SpoolFile::Rewind() {
  if (std::fflush(file_.get()) != 0) return Failure("write");
  return std::fseek(file_.get(), 0, SEEK_SET) == 0 ? absl::OkStatus()
                                                   : Failure("read");
}

absl::StatusOr<std::string> SpoolFile::Read() {
  std::string bytes(kReadBytes, '\0');
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file_.get()));
  if (bytes.empty() && std::ferror(file_.get()) != 0) return Failure("read");
  return bytes;
}

absl::Status SpoolFile::Failure(absl::string_view action) const {
  return SystemError(action, folder_);
}

}  // namespace presstm
