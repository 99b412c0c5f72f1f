#include "tm_store/storage/sqlite_pragmas.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Pages the write-ahead log may have before a commit copies it into the file:
// 64 MB. SQLite's own 4 MB would make every commit of an import pay for two
// more syncs and write the index's pages again and again.
constexpr int kCheckpointPages = 16'384;
constexpr int64_t kMaxIdleLogBytes = 64 * 1024 * 1024;

// Page cache in KiB. The writer's holds the upper levels of the segment keys
// of some million units, whose insertions go all over the index; a reader's
// those of the tables. There may be as many readers as calls at once.
constexpr int kWriterCacheKib = 64 * 1024;
constexpr int kReaderCacheKib = 8 * 1024;

absl::StatusOr<int64_t> GetLarge(SqliteConnection& connection,
                                 absl::string_view sql) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement, connection.Prepare(sql));
  PRESSTM_RETURN_IF_ERROR(statement.Step().status());
  return statement.Integer(0);
}

absl::StatusOr<int32_t> GetInteger(SqliteConnection& connection,
                                   absl::string_view sql) {
  PRESSTM_ASSIGN_OR_RETURN(const int64_t value, GetLarge(connection, sql));
  return static_cast<int32_t>(value);
}

// Calls `describe` for each row of `sql`; damage that ends it is a problem.
template <typename Describe>
absl::Status AddRows(SqliteConnection& connection, absl::string_view sql,
                     const Describe& describe, CheckResult& result) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row, connection.Prepare(sql));
  while (true) {
    const absl::StatusOr<bool> found = row.Step();
    if (absl::IsDataLoss(found.status())) {
      result.AddProblem(std::string(found.status().message()));
      return absl::OkStatus();
    }
    PRESSTM_RETURN_IF_ERROR(found.status());
    if (!*found) return absl::OkStatus();
    describe(row);
  }
}

}  // namespace

absl::StatusOr<int32_t> GetApplicationId(SqliteConnection& connection) {
  return GetInteger(connection, "PRAGMA application_id");
}

absl::StatusOr<int32_t> GetUserVersion(SqliteConnection& connection) {
  return GetInteger(connection, "PRAGMA user_version");
}

absl::Status SetApplicationId(SqliteConnection& connection, int32_t id) {
  return connection.Execute(absl::StrCat("PRAGMA application_id = ", id));
}

absl::Status SetUserVersion(SqliteConnection& connection, int32_t version) {
  return connection.Execute(absl::StrCat("PRAGMA user_version = ", version));
}

// Foreign keys are not enforced, which would cost a sixth of an import: what
// refers to a unit is written and deleted where the unit is. Checks of the file
// find what belongs to none.
absl::Status ConfigureWriter(SqliteConnection& connection,
                             int64_t max_page_count) {
  for (const std::string& pragma :
       {std::string("PRAGMA journal_mode = WAL"),
        std::string("PRAGMA synchronous = FULL"),
        std::string("PRAGMA foreign_keys = OFF"),
        absl::StrCat("PRAGMA wal_autocheckpoint = ", kCheckpointPages),
        absl::StrCat("PRAGMA journal_size_limit = ", kMaxIdleLogBytes),
        absl::StrCat("PRAGMA cache_size = -", kWriterCacheKib)}) {
    PRESSTM_RETURN_IF_ERROR(connection.Execute(pragma));
  }
  if (max_page_count == 0) return absl::OkStatus();
  return connection.Execute(
      absl::StrCat("PRAGMA max_page_count = ", max_page_count));
}

absl::Status ConfigureReader(SqliteConnection& connection) {
  return connection.Execute(
      absl::StrCat("PRAGMA cache_size = -", kReaderCacheKib));
}

absl::Status ConfigureScratch(SqliteConnection& connection) {
  for (const std::string& pragma :
       {std::string("PRAGMA journal_mode = MEMORY"),
        std::string("PRAGMA synchronous = OFF"),
        absl::StrCat("PRAGMA cache_size = -", kReaderCacheKib)}) {
    PRESSTM_RETURN_IF_ERROR(connection.Execute(pragma));
  }
  return absl::OkStatus();
}

absl::Status EmptyLog(SqliteConnection& connection) {
  PRESSTM_ASSIGN_OR_RETURN(
      SqliteStatement statement,
      connection.Prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  return statement.Step().status();
}

absl::StatusOr<PageCounts> GetPageCounts(SqliteConnection& connection) {
  PageCounts counts;
  PRESSTM_ASSIGN_OR_RETURN(counts.page_bytes,
                           GetLarge(connection, "PRAGMA page_size"));
  PRESSTM_ASSIGN_OR_RETURN(counts.pages,
                           GetLarge(connection, "PRAGMA page_count"));
  PRESSTM_ASSIGN_OR_RETURN(counts.free_pages,
                           GetLarge(connection, "PRAGMA freelist_count"));
  return counts;
}

absl::StatusOr<CheckResult> CheckIntegrity(SqliteConnection& connection) {
  CheckResult result;
  PRESSTM_ASSIGN_OR_RETURN(result.checked_count,
                           GetLarge(connection, "PRAGMA page_count"));
  PRESSTM_RETURN_IF_ERROR(AddRows(
      connection, "PRAGMA integrity_check",
      [&](const SqliteStatement& row) {
        if (row.Text(0) != "ok") result.AddProblem(row.String(0));
      },
      result));
  PRESSTM_RETURN_IF_ERROR(AddRows(
      connection, "PRAGMA foreign_key_check",
      [&](const SqliteStatement& row) {
        result.AddProblem(absl::StrCat("row ", row.Integer(1), " of table ",
                                       row.Text(0), " belongs to no row of ",
                                       row.Text(2)));
      },
      result));
  return result;
}

}  // namespace presstm
