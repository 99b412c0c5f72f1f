// A prepared statement, on loan from the cache of its connection.
#ifndef TM_STORE_STORAGE_SQLITE_STATEMENT_H_
#define TM_STORE_STORAGE_SQLITE_STATEMENT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct sqlite3_stmt;

namespace presstm {

class SqliteConnection;

// A statement in a connection's cache.
struct CachedStatement {
  std::string sql;
  sqlite3_stmt* handle = nullptr;
  bool lent = false;
};

// Thread-compatible. Must not outlive its connection; goes back to the cache,
// reset, when destroyed. Made by SqliteConnection::Prepare.
//
//   PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
//       connection.Prepare("SELECT name FROM memory WHERE id = ?"));
//   statement.Bind(id.value);
//   PRESSTM_ASSIGN_OR_RETURN(bool found, statement.Step());
//   if (found) name = std::string(statement.Text(0));
class SqliteStatement {
 public:
  // For SqliteConnection. `uncached` is set if the statement is finalized on
  // return instead of being kept.
  SqliteStatement(SqliteConnection* connection, CachedStatement* statement,
                  bool uncached)
      : connection_(connection), statement_(statement), uncached_(uncached) {}
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&&) = delete;
  ~SqliteStatement();

  // Binds the values to the parameters in order, from the first. Texts are
  // not copied: they must live until the next Bind, Run or destruction. An
  // error shows in the next Step or Run.
  template <typename... Values>
  SqliteStatement& Bind(const Values&... values) {
    Reset();
    int index = 0;
    (BindValue(++index, values), ...);
    return *this;
  }

  // Goes to the next row; false after the last.
  absl::StatusOr<bool> Step();
  // Runs a statement that gives no rows; it can be bound and run again.
  absl::Status Run();

  // Columns of the current row, from 0. Text is valid until the next Step.
  int64_t Integer(int column) const;
  std::optional<int64_t> OptionalInteger(int column) const;
  absl::string_view Text(int column) const;
  std::string String(int column) const { return std::string(Text(column)); }

 private:
  void Reset();
  void BindValue(int index, int64_t value);
  void BindValue(int index, std::optional<int64_t> value);
  void BindValue(int index, absl::string_view text);
  void KeepError(int result);

  SqliteConnection* connection_;
  CachedStatement* statement_;
  bool uncached_;
  bool bind_failed_ = false;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SQLITE_STATEMENT_H_
