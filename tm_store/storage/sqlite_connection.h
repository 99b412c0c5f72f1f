// One connection to one SQLite file.
#ifndef TM_STORE_STORAGE_SQLITE_CONNECTION_H_
#define TM_STORE_STORAGE_SQLITE_CONNECTION_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/storage/sqlite_statement.h"

struct sqlite3;

namespace presstm {

enum class SqliteAccess {
  // Creates the file if it is not there, out of reach of all but its owner and
  // group: what is in a memory may be under embargo.
  kReadWrite,
  kRead,
  // For looking at a file that may be another program's: takes no locks,
  // creates no files beside it and does not see what is still in its
  // write-ahead log.
  kReadImmutable,
};

// Thread-compatible. Closes the connection when destroyed. Errors are those
// of SqliteError.
class SqliteConnection {
 public:
  // `path` is absolute.
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(
      const std::string& path, SqliteAccess access);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  // Lends the statement `sql` out of the cache, prepared at its first use.
  // The cache only grows: pass constants.
  absl::StatusOr<SqliteStatement> Prepare(absl::string_view sql);
  // Runs one statement without parameters and without rows.
  absl::Status Execute(absl::string_view sql);

  // Id of the row inserted last into a table with INTEGER PRIMARY KEY.
  int64_t last_insert_id() const;
  // Rows the last INSERT, UPDATE or DELETE has changed.
  int64_t changed_row_count() const;
  bool in_transaction() const;
  // Whether the file turned out not to be writable.
  bool is_read_only() const;
  const std::string& path() const { return path_; }

  // For what is not wrapped here.
  sqlite3* handle() const { return handle_; }

  // The error of the call that failed last; `doing` as in SqliteError.
  absl::Status Error(absl::string_view doing) const;

 private:
  SqliteConnection(std::string path, sqlite3* handle)
      : path_(std::move(path)), handle_(handle) {}

  absl::StatusOr<sqlite3_stmt*> Compile(absl::string_view sql);

  const std::string path_;
  sqlite3* const handle_;
  // Keys view CachedStatement::sql.
  absl::flat_hash_map<absl::string_view, std::unique_ptr<CachedStatement>>
      statements_;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SQLITE_CONNECTION_H_
