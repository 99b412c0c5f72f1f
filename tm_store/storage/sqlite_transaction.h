// A transaction that rolls itself back.
#ifndef TM_STORE_STORAGE_SQLITE_TRANSACTION_H_
#define TM_STORE_STORAGE_SQLITE_TRANSACTION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Thread-compatible. Must not outlive its connection. Rolled back when
// destroyed, unless committed.
class SqliteTransaction {
 public:
  // Everything read through `connection` until the end is of one state.
  static absl::StatusOr<SqliteTransaction> BeginRead(
      SqliteConnection& connection);
  // Takes the file's write lock at once, so that no later statement can fail
  // to get it.
  static absl::StatusOr<SqliteTransaction> BeginWrite(
      SqliteConnection& connection);
  SqliteTransaction(SqliteTransaction&& other) noexcept;
  SqliteTransaction& operator=(SqliteTransaction&&) = delete;
  ~SqliteTransaction();

  // On error nothing of the transaction is kept.
  absl::Status Commit();

 private:
  explicit SqliteTransaction(SqliteConnection* connection)
      : connection_(connection) {}

  void Rollback();

  SqliteConnection* connection_;  // Null once committed or moved from.
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SQLITE_TRANSACTION_H_
