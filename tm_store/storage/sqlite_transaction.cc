#include "tm_store/storage/sqlite_transaction.h"

#include <utility>

#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::Status RunCached(SqliteConnection& connection, absl::string_view sql) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement, connection.Prepare(sql));
  return statement.Run();
}

absl::Status NotRunning() {
  return absl::InternalError("the transaction is not running any more");
}

}  // namespace

absl::StatusOr<SqliteTransaction> SqliteTransaction::BeginRead(
    SqliteConnection& connection) {
  PRESSTM_RETURN_IF_ERROR(RunCached(connection, "BEGIN DEFERRED"));
  return SqliteTransaction(&connection, /*is_part=*/false);
}

absl::StatusOr<SqliteTransaction> SqliteTransaction::BeginWrite(
    SqliteConnection& connection) {
  PRESSTM_RETURN_IF_ERROR(RunCached(connection, "BEGIN IMMEDIATE"));
  return SqliteTransaction(&connection, /*is_part=*/false);
}

absl::StatusOr<SqliteTransaction> SqliteTransaction::BeginPart(
    SqliteConnection& connection) {
  // Alone, a savepoint would begin a transaction of its own.
  if (!connection.in_transaction()) return NotRunning();
  PRESSTM_RETURN_IF_ERROR(RunCached(connection, "SAVEPOINT part"));
  return SqliteTransaction(&connection, /*is_part=*/true);
}

SqliteTransaction::SqliteTransaction(SqliteTransaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      is_part_(other.is_part_) {}

SqliteTransaction::~SqliteTransaction() { Rollback(); }

absl::Status SqliteTransaction::Commit() {
  if (connection_ == nullptr || !connection_->in_transaction()) {
    // SQLite itself rolls back after some errors, a full disk among them.
    connection_ = nullptr;
    return NotRunning();
  }
  absl::Status status =
      RunCached(*connection_, is_part_ ? "RELEASE part" : "COMMIT");
  if (!status.ok()) Rollback();
  connection_ = nullptr;
  return status;
}

void SqliteTransaction::Rollback() {
  SqliteConnection* const connection = std::exchange(connection_, nullptr);
  if (connection == nullptr || !connection->in_transaction()) return;
  if (is_part_ && RunCached(*connection, "ROLLBACK TO part").ok() &&
      RunCached(*connection, "RELEASE part").ok()) {
    return;
  }
  // Cannot fail in a way that keeps the changes: they were never committed. A
  // part that cannot be undone alone takes the whole transaction with it.
  RunCached(*connection, "ROLLBACK").IgnoreError();
}

}  // namespace presstm
