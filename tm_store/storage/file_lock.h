// Keeps two processes from having one database open.
#ifndef TM_STORE_STORAGE_FILE_LOCK_H_
#define TM_STORE_STORAGE_FILE_LOCK_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace presstm {

// Holds the lock of one database until destroyed, or until the process ends
// in whatever way. Each process keeps its own index in memory, which another
// one's writes would make wrong: that is why SQLite's own locks do not do.
class FileLock {
 public:
  // Locks the file `database_path` + "-lock", which is created and stays: a
  // lock on the database itself would be lost, with SQLite's, whenever the
  // process closes any other handle of the file. FailedPrecondition with
  // DATABASE_IN_USE if it is taken, by this process too; with
  // DATABASE_READ_ONLY if it cannot be created.
  static absl::StatusOr<std::unique_ptr<FileLock>> Take(
      const std::string& database_path);
  // The same if the database has been locked before, now or by an earlier
  // process; else null, and no file is created.
  static absl::StatusOr<std::unique_ptr<FileLock>> TakeIfExists(
      const std::string& database_path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int file_descriptor) : file_descriptor_(file_descriptor) {}

  const int file_descriptor_;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_FILE_LOCK_H_
