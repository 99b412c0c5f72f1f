#include "tm_store/storage/sqlite_statement.h"

#include <sqlite3.h>

#include <utility>

#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : connection_(other.connection_),
      statement_(std::exchange(other.statement_, nullptr)),
      uncached_(other.uncached_),
      bind_failed_(other.bind_failed_) {}

SqliteStatement::~SqliteStatement() {
  if (statement_ == nullptr) return;
  if (uncached_) {
    sqlite3_finalize(statement_->handle);
    delete statement_;
    return;
  }
  Reset();
  // Leaves no pointer to the caller's texts behind.
  sqlite3_clear_bindings(statement_->handle);
  statement_->lent = false;
}

absl::StatusOr<bool> SqliteStatement::Step() {
  if (bind_failed_) return connection_->Error("bind a value");
  const int result = sqlite3_step(statement_->handle);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  absl::Status error = connection_->Error("read or write");
  Reset();
  return error;
}

absl::Status SqliteStatement::Run() {
  absl::StatusOr<bool> row = Step();
  while (row.ok() && *row) row = Step();
  Reset();
  return row.status();
}

int64_t SqliteStatement::Integer(int column) const {
  return sqlite3_column_int64(statement_->handle, column);
}

std::optional<int64_t> SqliteStatement::OptionalInteger(int column) const {
  if (sqlite3_column_type(statement_->handle, column) == SQLITE_NULL) {
    return std::nullopt;
  }
  return Integer(column);
}

absl::string_view SqliteStatement::Text(int column) const {
  // In this order: column_text may convert, column_bytes counts the result.
  const auto* text = reinterpret_cast<const char*>(
      sqlite3_column_text(statement_->handle, column));
  if (text == nullptr) return "";
  const int size_bytes = sqlite3_column_bytes(statement_->handle, column);
  return {text, static_cast<size_t>(size_bytes)};
}

void SqliteStatement::Reset() {
  // The result repeats the last Step's, which has been reported.
  sqlite3_reset(statement_->handle);
  bind_failed_ = false;
}

void SqliteStatement::BindValue(int index, int64_t value) {
  KeepError(sqlite3_bind_int64(statement_->handle, index, value));
}

void SqliteStatement::BindValue(int index, std::optional<int64_t> value) {
  if (value.has_value()) return BindValue(index, *value);
  KeepError(sqlite3_bind_null(statement_->handle, index));
}

void SqliteStatement::BindValue(int index, absl::string_view text) {
  // A null pointer would bind NULL instead of an empty text.
  const char* data = text.empty() ? "" : text.data();
  KeepError(sqlite3_bind_text64(statement_->handle, index, data, text.size(),
                                SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::KeepError(int result) {
  if (result != SQLITE_OK) bind_failed_ = true;
}

}  // namespace presstm
