#include "tm_store/storage/sqlite_transaction.h"

#include <utility>

#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::Status RunCached(SqliteConnection& connection, absl::string_view sql) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement, connection.Prepare(sql));
  return statement.Run();
}

}  // namespace

absl::StatusOr<SqliteTransaction> SqliteTransaction::BeginRead(
    SqliteConnection& connection) {
  PRESSTM_RETURN_IF_ERROR(RunCached(connection, "BEGIN DEFERRED"));
  return SqliteTransaction(&connection);
}

absl::StatusOr<SqliteTransaction> SqliteTransaction::BeginWrite(
    SqliteConnection& connection) {
  PRESSTM_RETURN_IF_ERROR(RunCached(connection, "BEGIN IMMEDIATE"));
  return SqliteTransaction(&connection);
}

SqliteTransaction::SqliteTransaction(SqliteTransaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

SqliteTransaction::~SqliteTransaction() { Rollback(); }

absl::Status SqliteTransaction::Commit() {
  if (connection_ == nullptr || !connection_->in_transaction()) {
    // SQLite itself rolls back after some errors, a full disk among them.
    connection_ = nullptr;
    return absl::InternalError("the transaction is not running any more");
  }
  absl::Status status = RunCached(*connection_, "COMMIT");
  if (!status.ok()) Rollback();
  connection_ = nullptr;
  return status;
}

void SqliteTransaction::Rollback() {
  // Cannot fail in a way that keeps the changes: they were never committed.
  if (connection_ != nullptr && connection_->in_transaction()) {
    RunCached(*connection_, "ROLLBACK").IgnoreError();
  }
  connection_ = nullptr;
}

}  // namespace presstm
