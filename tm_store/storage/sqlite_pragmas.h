// The settings of SQLite that presstm uses; no other file has a PRAGMA.
#ifndef TM_STORE_STORAGE_SQLITE_PRAGMAS_H_
#define TM_STORE_STORAGE_SQLITE_PRAGMAS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tm_store/model/check_result.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Two numbers in the file's header, free for the program to use.
absl::StatusOr<int32_t> GetApplicationId(SqliteConnection& connection);
absl::StatusOr<int32_t> GetUserVersion(SqliteConnection& connection);
absl::Status SetApplicationId(SqliteConnection& connection, int32_t id);
absl::Status SetUserVersion(SqliteConnection& connection, int32_t version);

// Readies the connection that writes: write-ahead log, synced at every
// commit. Changes the file: only for our own.
// `max_page_count` bounds the file, 0 = no bound.
absl::Status ConfigureWriter(SqliteConnection& connection,
                             int64_t max_page_count);
absl::Status ConfigureReader(SqliteConnection& connection);
// For a database that is of no use after a crash.
absl::Status ConfigureScratch(SqliteConnection& connection);

// Copies the write-ahead log into the file and empties it, as far as no reader
// needs it.
absl::Status EmptyLog(SqliteConnection& connection);

struct PageCounts {
  int64_t page_bytes = 0;
  int64_t pages = 0;
  int64_t free_pages = 0;
};
absl::StatusOr<PageCounts> GetPageCounts(SqliteConnection& connection);

// Every page, index and constraint, and every foreign key: what SQLite finds
// wrong with them. Counts the pages. An error only if it cannot be asked.
absl::StatusOr<CheckResult> CheckIntegrity(SqliteConnection& connection);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SQLITE_PRAGMAS_H_
