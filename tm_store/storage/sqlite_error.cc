#include "tm_store/storage/sqlite_error.h"

#include <sqlite3.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

bool DiskIsFull(sqlite3* database, int code) {
  if (code == SQLITE_FULL) return true;
  if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN) return false;
  const int system_error = sqlite3_system_errno(database);
  return system_error == ENOSPC || system_error == EDQUOT ||
         system_error == EFBIG;
}

absl::Status WithoutReason(absl::StatusCode code, absl::string_view message,
                           absl::string_view mend) {
  return {code, absl::StrCat(message, "; ", mend)};
}

absl::Status WithReason(absl::StatusCode code, ErrorReason reason,
                        absl::string_view message, absl::string_view mend) {
  return MakeError(code, reason, absl::StrCat(message, "; ", mend));
}

}  // namespace

absl::Status SqliteError(sqlite3* database, const std::string& path,
                         absl::string_view doing) {
  if (database == nullptr) {
    return absl::ResourceExhaustedError(
        absl::StrCat(path, ": cannot ", doing, ": out of memory"));
  }
  const int code = sqlite3_errcode(database) & 0xff;
  const std::string message =
      absl::StrCat(path, ": cannot ", doing, ": ", sqlite3_errmsg(database));
  if (DiskIsFull(database, code)) {
    return WithReason(absl::StatusCode::kResourceExhausted,
                      ErrorReason::kDiskFull, message,
                      "nothing was lost; free space on the disk and try again");
  }
  switch (code) {
    case SQLITE_NOTADB:
      return WithReason(absl::StatusCode::kFailedPrecondition,
                        ErrorReason::kDatabaseForeign, message,
                        "give the path of a presstm database or of a new file");
    case SQLITE_CORRUPT:
      return WithReason(absl::StatusCode::kDataLoss,
                        ErrorReason::kDatabaseCorrupt, message,
                        "the file is damaged: restore it from a backup");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return WithReason(absl::StatusCode::kFailedPrecondition,
                        ErrorReason::kDatabaseReadOnly, message,
                        "presstm needs the right to read and write the file "
                        "and its folder");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return WithoutReason(absl::StatusCode::kAborted, message,
                           "another program has it locked: try again");
    case SQLITE_IOERR:
      return WithoutReason(absl::StatusCode::kUnavailable, message,
                           "check the disk");
    case SQLITE_NOMEM:
      return WithoutReason(absl::StatusCode::kResourceExhausted, message,
                           "the machine is out of memory");
    default:
      return WithoutReason(
          absl::StatusCode::kInternal, message,
          absl::StrCat("SQLite error ", sqlite3_extended_errcode(database)));
  }
}

}  // namespace presstm
