#include "tm_store/storage/sqlite_connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "absl/base/call_once.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/sqlite_error.h"

namespace presstm {
namespace {

// How long a statement waits for a lock. Only short ones are ever met: the
// recovery of the write-ahead log and another program's reads.
constexpr int kBusyTimeoutMilliseconds = 5'000;

int OpenFlags(SqliteAccess access) {
  // A connection belongs to one thread at a time: no mutex needed.
  constexpr int kCommon = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case SqliteAccess::kReadWrite:
      return kCommon | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case SqliteAccess::kRead:
      return kCommon | SQLITE_OPEN_READONLY;
    case SqliteAccess::kReadImmutable:
      return kCommon | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  }
  return kCommon;
}

std::string OpenName(const std::string& path, SqliteAccess access) {
  if (access != SqliteAccess::kReadImmutable) return path;
  return absl::StrCat(
      "file://",
      absl::StrReplaceAll(path, {{"%", "%25"}, {"?", "%3f"}, {"#", "%23"}}),
      "?immutable=1");
}

// Where there is no file yet: SQLite's own could be read by everybody. The
// files it makes beside take over the permissions. If this fails, so does
// SQLite, and says why.
void CreateForOwnerAndGroup(const std::string& path) {
  if (path.empty()) return;  // A temporary database.
  const int file = open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC,
                        S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP);
  if (file >= 0) close(file);
}

// Stops SQLite from counting its allocations under a lock that all
// connections share. Has no effect, and does no harm, if another part of the
// process has used SQLite before.
void ConfigureLibrary() {
  static absl::once_flag once;
  absl::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const std::string& path, SqliteAccess access) {
  ConfigureLibrary();
  if (access == SqliteAccess::kReadWrite) CreateForOwnerAndGroup(path);
  sqlite3* handle = nullptr;
  const int result = sqlite3_open_v2(OpenName(path, access).c_str(), &handle,
                                     OpenFlags(access), nullptr);
  if (result != SQLITE_OK) {
    absl::Status error = SqliteError(handle, path, "open the database");
    sqlite3_close(handle);
    return error;
  }
  sqlite3_busy_timeout(handle, kBusyTimeoutMilliseconds);
  return std::unique_ptr<SqliteConnection>(new SqliteConnection(path, handle));
}

SqliteConnection::~SqliteConnection() {
  for (const auto& [sql, statement] : statements_) {
    sqlite3_finalize(statement->handle);
  }
  sqlite3_close(handle_);
}

absl::StatusOr<SqliteStatement> SqliteConnection::Prepare(
    absl::string_view sql) {
  auto it = statements_.find(sql);
  if (it != statements_.end() && !it->second->lent) {
    it->second->lent = true;
    return SqliteStatement(this, it->second.get(), /*uncached=*/false);
  }
  PRESSTM_ASSIGN_OR_RETURN(sqlite3_stmt * handle, Compile(sql));
  auto statement = std::make_unique<CachedStatement>(
      CachedStatement{std::string(sql), handle, /*lent=*/true});
  if (it != statements_.end()) {
    return SqliteStatement(this, statement.release(), /*uncached=*/true);
  }
  it = statements_.emplace(statement->sql, nullptr).first;
  it->second = std::move(statement);
  return SqliteStatement(this, it->second.get(), /*uncached=*/false);
}

absl::Status SqliteConnection::Execute(absl::string_view sql) {
  PRESSTM_ASSIGN_OR_RETURN(sqlite3_stmt * handle, Compile(sql));
  auto* statement =
      new CachedStatement{std::string(sql), handle, /*lent=*/true};
  return SqliteStatement(this, statement, /*uncached=*/true).Run();
}

absl::StatusOr<sqlite3_stmt*> SqliteConnection::Compile(absl::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &handle,
                         nullptr) != SQLITE_OK) {
    return Error("prepare a statement");
  }
  return handle;
}

int64_t SqliteConnection::last_insert_id() const {
  return sqlite3_last_insert_rowid(handle_);
}

int64_t SqliteConnection::changed_row_count() const {
  return sqlite3_changes64(handle_);
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

bool SqliteConnection::is_read_only() const {
  return sqlite3_db_readonly(handle_, "main") == 1;
}

absl::Status SqliteConnection::Error(absl::string_view doing) const {
  return SqliteError(handle_, path_, doing);
}

}  // namespace presstm
