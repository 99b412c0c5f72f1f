// SQLite's result codes as absl::Status.
#ifndef TM_STORE_STORAGE_SQLITE_ERROR_H_
#define TM_STORE_STORAGE_SQLITE_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

struct sqlite3;

namespace presstm {

// Makes an error of the failure `database` has just had. The message says
// what was being done ("commit"), in which file and how to mend it, never a
// bound value. Full disk: ResourceExhausted with DISK_FULL; not an SQLite
// file: FailedPrecondition with DATABASE_FOREIGN; damage: DataLoss with
// DATABASE_CORRUPT; no right to write: FailedPrecondition with
// DATABASE_READ_ONLY; locked by another: Aborted; a failing disk: Unavailable;
// anything else is our bug: Internal. `database` may be null (out of memory).
absl::Status SqliteError(sqlite3* database, const std::string& path,
                         absl::string_view doing);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SQLITE_ERROR_H_
