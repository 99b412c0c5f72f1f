// Copies of a database: made while it is in use, and put in its place.
#ifndef TM_STORE_STORAGE_BACKUP_H_
#define TM_STORE_STORAGE_BACKUP_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tm_store/base/deadline.h"

namespace presstm {

// A complete copy of a database, as an SQLite file that has no name any more
// and goes when this does. Thread-compatible.
class BackupFile {
 public:
  // Copies the database at `path`, as it is when the copy begins, to a file
  // beside it. Nobody else may do so at the same time. A file that an earlier
  // process has left there is removed. The copy is checked, every page:
  // DataLoss with DATABASE_CORRUPT if the database is damaged, so that no good
  // backup is given up for a bad one. ResourceExhausted with DISK_FULL; the
  // error of `deadline`, which is asked after every megabyte.
  static absl::StatusOr<std::unique_ptr<BackupFile>> Make(
      const std::string& path, const Deadline& deadline);
  ~BackupFile();
  BackupFile(const BackupFile&) = delete;
  BackupFile& operator=(const BackupFile&) = delete;

  int64_t size_bytes() const { return size_bytes_; }
  // The next bytes, at most `max_bytes`; empty at the end.
  absl::StatusOr<std::string> Read(size_t max_bytes);

 private:
  BackupFile(int descriptor, int64_t size_bytes)
      : descriptor_(descriptor), size_bytes_(size_bytes) {}

  const int descriptor_;
  const int64_t size_bytes_;
};

// Puts a copy of the database `backup` in the place of the one at `path`,
// which is there before or after, as a whole, whenever the power goes. Checks
// the copy first: every page, and that it is presstm's and not of a later
// version. Errors: AlreadyExists with FILE_EXISTS if there is a database at
// `path` and `overwrite` is not set; FailedPrecondition with DATABASE_IN_USE
// if either is in use, or with DATABASE_FOREIGN if either is another
// program's, whatever `overwrite` says; DataLoss with DATABASE_CORRUPT if the
// backup is damaged; NotFound if it is not there. `path` is as it was then.
absl::Status RestoreBackup(const std::string& backup, const std::string& path,
                           bool overwrite);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_BACKUP_H_
