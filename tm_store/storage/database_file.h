// Looks at a path before anything is opened, created or locked there.
#ifndef TM_STORE_STORAGE_DATABASE_FILE_H_
#define TM_STORE_STORAGE_DATABASE_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tm_store/storage/file_lock.h"
#include "tm_store/storage/schema.h"

namespace presstm {

// Returns the absolute path, symbolic links followed as far as there are
// files. NotFound if its folder does not exist.
absl::StatusOr<std::string> ResolveDatabasePath(const std::string& path);

// Whether the file begins like an SQLite database, anybody's.
bool IsSqliteFile(const std::string& path);

// OK if a presstm database is or can be at `path`: one of ours, an empty file
// or none. Changes nothing, in the file or beside it. Errors are those of
// TmDatabase::Open. The answer may be out of date when it is used:
// MigrateSchema asks again under the lock. If this process has the file open,
// take its FileLock first: closing a file drops SQLite's locks on it.
absl::Status CheckDatabaseFile(const std::string& path);

// The same without the right to write; NotFound if there is no file.
absl::StatusOr<FileKind> CheckDatabaseContent(const std::string& path);

// CheckDatabaseFile and FileLock::Take in the right order.
absl::StatusOr<std::unique_ptr<FileLock>> CheckAndLockDatabase(
    const std::string& path);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_DATABASE_FILE_H_
