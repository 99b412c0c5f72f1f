#include "tm_store/storage/sqlite_copy.h"

#include <sqlite3.h>

#include <memory>

#include "tm_store/base/status_macros.h"
#include "tm_store/storage/sqlite_transaction.h"

namespace presstm {
namespace {

constexpr int kStepPages = 256;

// Ends the copy when destroyed.
using Backup = std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup*)>;

// Makes the snapshot of the transaction that has just begun.
absl::Status ReadSomething(SqliteConnection& source) {
  PRESSTM_ASSIGN_OR_RETURN(
      SqliteStatement statement,
      source.Prepare("SELECT EXISTS (SELECT 1 FROM sqlite_schema)"));
  return statement.Step().status();
}

absl::Status CopyAll(SqliteConnection& source, SqliteConnection& target,
                     const Deadline& deadline) {
  Backup backup(
      sqlite3_backup_init(target.handle(), "main", source.handle(), "main"),
      sqlite3_backup_finish);
  if (backup == nullptr) return target.Error("begin a copy");
  int result = SQLITE_OK;
  while (result == SQLITE_OK) {
    PRESSTM_RETURN_IF_ERROR(deadline.Check());
    result = sqlite3_backup_step(backup.get(), kStepPages);
  }
  // Finishing gives the error once more, and leaves it with the target.
  if (sqlite3_backup_finish(backup.release()) != SQLITE_OK ||
      result != SQLITE_DONE) {
    return target.Error("write a copy");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CopyDatabase(SqliteConnection& source, const std::string& target,
                          const Deadline& deadline) {
  PRESSTM_ASSIGN_OR_RETURN(
      const std::unique_ptr<SqliteConnection> copy,
      SqliteConnection::Open(target, SqliteAccess::kReadWrite));
  PRESSTM_ASSIGN_OR_RETURN(const SqliteTransaction transaction,
                           SqliteTransaction::BeginRead(source));
  PRESSTM_RETURN_IF_ERROR(ReadSomething(source));
  return CopyAll(source, *copy, deadline);
}

}  // namespace presstm
