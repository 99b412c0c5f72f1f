// A transaction, or a part of one, that rolls itself back.
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
  // A part of the write transaction that runs on `connection`: Commit keeps
  // its changes in there, else they alone are undone. It must end before the
  // next part begins, and before the transaction. Costs a copy in memory of
  // each page it changes.
  static absl::StatusOr<SqliteTransaction> BeginPart(
      SqliteConnection& connection);
  SqliteTransaction(SqliteTransaction&& other) noexcept;
  SqliteTransaction& operator=(SqliteTransaction&&) = delete;
  ~SqliteTransaction();

  // On error nothing of the transaction is kept.
  absl::Status Commit();

 private:
  SqliteTransaction(SqliteConnection* connection, bool is_part)
      : connection_(connection), is_part_(is_part) {}

  void Rollback();

  SqliteConnection* connection_;  // Null once committed or moved from.
  bool is_part_;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SQLITE_TRANSACTION_H_
