#include "tm_store/storage/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

std::string LockPath(const std::string& database_path) {
  return absl::StrCat(database_path, "-lock");
}

absl::Status LockError(const std::string& path, int system_error) {
  if (system_error == ENOSPC || system_error == EDQUOT) {
    return MakeError(absl::StatusCode::kResourceExhausted,
                     ErrorReason::kDiskFull,
                     absl::StrCat(path,
                                  ": cannot be created: the disk is "
                                  "full; free space and try again"));
  }
  return MakeError(
      absl::StatusCode::kFailedPrecondition, ErrorReason::kDatabaseReadOnly,
      absl::StrCat(path, ": cannot be opened: ", std::strerror(system_error),
                   "; presstm needs the right to write in the folder"));
}

// Repeats a system call that a signal has interrupted.
template <typename Call>
int Retry(const Call& call) {
  int result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

}  // namespace

absl::StatusOr<std::unique_ptr<FileLock>> FileLock::Take(
    const std::string& database_path) {
  const std::string path = LockPath(database_path);
  const int file_descriptor = Retry(
      [&] { return open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644); });
  if (file_descriptor == -1) return LockError(path, errno);
  std::unique_ptr<FileLock> lock(new FileLock(file_descriptor));
  if (Retry([&] { return flock(file_descriptor, LOCK_EX | LOCK_NB); }) == 0) {
    return lock;
  }
  if (errno != EWOULDBLOCK) return LockError(path, errno);
  return MakeError(
      absl::StatusCode::kFailedPrecondition, ErrorReason::kDatabaseInUse,
      absl::StrCat(database_path,
                   ": is in use by another presstm process; talk to that one "
                   "with --server"));
}

absl::StatusOr<std::unique_ptr<FileLock>> FileLock::TakeIfExists(
    const std::string& database_path) {
  if (access(LockPath(database_path).c_str(), F_OK) != 0) return nullptr;
  return Take(database_path);
}

FileLock::~FileLock() { close(file_descriptor_); }

}  // namespace presstm
