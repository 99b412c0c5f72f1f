// Copies one SQLite database into a new file.
#ifndef TM_STORE_STORAGE_SQLITE_COPY_H_
#define TM_STORE_STORAGE_SQLITE_COPY_H_

#include <string>

#include "absl/status/status.h"
#include "tm_store/base/deadline.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Copies what `source` sees now to the file `target`, which must not exist,
// and syncs it. On error a part of the file may be left.
//
// By SQLite's backup interface, a megabyte at a time, inside one read
// transaction: so the copy is of one moment and never begins anew, and writers
// go on meanwhile. VACUUM INTO does that too and leaves out free pages, but it
// is one long statement that builds every index anew, and cannot be asked in
// between whether anybody still wants it.
absl::Status CopyDatabase(SqliteConnection& source, const std::string& target,
                          const Deadline& deadline);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SQLITE_COPY_H_
