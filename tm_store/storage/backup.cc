#include "tm_store/storage/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/model/check_result.h"
#include "tm_store/storage/database_file.h"
#include "tm_store/storage/file_lock.h"
#include "tm_store/storage/sqlite_connection.h"
#include "tm_store/storage/sqlite_copy.h"
#include "tm_store/storage/sqlite_pragmas.h"

namespace presstm {
namespace {

using ConnectionPtr = std::unique_ptr<SqliteConnection>;

absl::Status SystemError(const std::string& path, absl::string_view doing) {
  return absl::UnavailableError(
      absl::StrCat(path, ": cannot ", doing, ": ", std::strerror(errno)));
}

bool Exists(const std::string& path) {
  struct stat file = {};
  return lstat(path.c_str(), &file) == 0;
}

// Removes a database file that nobody uses, with what may lie beside it.
void RemoveDatabase(const std::string& path) {
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    unlink(absl::StrCat(path, suffix).c_str());
  }
}

absl::Status SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int descriptor = open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor == -1) return SystemError(folder, "open the folder");
  const int result = fsync(descriptor);
  close(descriptor);
  return result == 0 ? absl::OkStatus()
                     : SystemError(folder, "sync the folder");
}

// A backup lies still: it can be read without making files beside it, unless
// it is a copy of a database's files, log included.
absl::StatusOr<ConnectionPtr> OpenBackup(const std::string& path) {
  struct stat log = {};
  const bool has_log =
      stat(absl::StrCat(path, "-wal").c_str(), &log) == 0 && log.st_size > 0;
  return SqliteConnection::Open(
      path, has_log ? SqliteAccess::kRead : SqliteAccess::kReadImmutable);
}

// `original` is what the copy was made from, and to be named; `advice` ends the
// message.
absl::Status CheckCopy(const std::string& copy, const std::string& original,
                       absl::string_view advice) {
  PRESSTM_ASSIGN_OR_RETURN(
      const ConnectionPtr connection,
      SqliteConnection::Open(copy, SqliteAccess::kReadImmutable));
  PRESSTM_ASSIGN_OR_RETURN(const CheckResult result,
                           CheckIntegrity(*connection));
  if (result.problem_count == 0) return absl::OkStatus();
  return MakeError(absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt,
                   absl::StrCat(original, ": is damaged: ",
                                result.problems.front(), "; ", advice));
}

// Makes a checked copy of `backup` at `copy`.
absl::Status CopyBackup(const std::string& backup, const std::string& copy) {
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<FileLock> lock,
                           FileLock::TakeIfExists(backup));
  PRESSTM_ASSIGN_OR_RETURN(const FileKind kind, CheckDatabaseContent(backup));
  if (kind == FileKind::kEmpty) {
    return MakeError(absl::StatusCode::kFailedPrecondition,
                     ErrorReason::kDatabaseForeign,
                     absl::StrCat(backup, ": is empty, no backup"));
  }
  RemoveDatabase(copy);
  PRESSTM_ASSIGN_OR_RETURN(const ConnectionPtr source, OpenBackup(backup));
  PRESSTM_RETURN_IF_ERROR(CopyDatabase(*source, copy, Deadline()));
  return CheckCopy(copy, backup, "nothing was restored: take another backup");
}

// What is in the log of the old database must not reach the new one. If the
// log cannot be put where it belongs, the old database is past saving.
void RemoveLog(const std::string& path) {
  if (auto old = SqliteConnection::Open(path, SqliteAccess::kReadWrite);
      old.ok()) {
    EmptyLog(**old).IgnoreError();
  }
  for (const char* suffix : {"-journal", "-wal", "-shm"}) {
    unlink(absl::StrCat(path, suffix).c_str());
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<BackupFile>> BackupFile::Make(
    const std::string& path, const Deadline& deadline) {
  const std::string copy = absl::StrCat(path, "-backup");
  RemoveDatabase(copy);
  // Once it is open it needs no name, and so cannot be left behind.
  const absl::Cleanup remove = [&] { RemoveDatabase(copy); };
  {
    PRESSTM_ASSIGN_OR_RETURN(const ConnectionPtr source,
                             SqliteConnection::Open(path, SqliteAccess::kRead));
    PRESSTM_RETURN_IF_ERROR(CopyDatabase(*source, copy, deadline));
  }
  PRESSTM_RETURN_IF_ERROR(CheckCopy(
      copy, path,
      "no backup was made, keep those you have: restore the last good one"));
  const int descriptor = open(copy.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor == -1) return SystemError(copy, "open the copy");
  struct stat file = {};
  if (fstat(descriptor, &file) != 0) {
    absl::Status error = SystemError(copy, "read the copy");
    close(descriptor);
    return error;
  }
  return std::unique_ptr<BackupFile>(new BackupFile(descriptor, file.st_size));
}

BackupFile::~BackupFile() { close(descriptor_); }

absl::StatusOr<std::string> BackupFile::Read(size_t max_bytes) {
  std::string bytes(max_bytes, '\0');
  ssize_t size = -1;
  do {
    size = read(descriptor_, bytes.data(), bytes.size());
  } while (size == -1 && errno == EINTR);
  if (size == -1) return SystemError("the backup", "read it");
  bytes.resize(static_cast<size_t>(size));
  return bytes;
}

absl::Status RestoreBackup(const std::string& backup, const std::string& path,
                           bool overwrite) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string source,
                           ResolveDatabasePath(backup));
  PRESSTM_ASSIGN_OR_RETURN(const std::string target, ResolveDatabasePath(path));
  if (source == target) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": is the backup itself; give another file"));
  }
  if (Exists(target) && !overwrite) {
    return MakeError(
        absl::StatusCode::kAlreadyExists, ErrorReason::kFileExists,
        absl::StrCat(path,
                     ": there is a file already, which was left as it "
                     "is; say that it is to be overwritten"));
  }
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<FileLock> lock,
                           CheckAndLockDatabase(target));
  const std::string copy = absl::StrCat(target, "-restore");
  const absl::Cleanup remove = [&] { RemoveDatabase(copy); };
  PRESSTM_RETURN_IF_ERROR(CopyBackup(source, copy));
  if (Exists(target)) RemoveLog(target);
  if (std::rename(copy.c_str(), target.c_str()) != 0) {
    return SystemError(target, "put the copy in its place");
  }
  return SyncFolderOf(target);
}

}  // namespace presstm
