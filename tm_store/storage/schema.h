// The tables of a presstm database and how older files are brought up to
// date. README.md of tm_store describes them.
#ifndef TM_STORE_STORAGE_SCHEMA_H_
#define TM_STORE_STORAGE_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Stands in the header of our files: "ptm1" in ASCII.
inline constexpr int32_t kApplicationId = 0x70746d31;

// Number of the newest schema, in the header as user_version.
inline constexpr int32_t kSchemaVersion = 4;

// What a file says about itself.
struct FileIdentity {
  int32_t application_id = 0;
  int32_t user_version = 0;
  bool has_tables = false;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

// Whether a file is new to us or has our tables.
enum class FileKind { kEmpty, kOurs };

// FailedPrecondition with DATABASE_FOREIGN if the file is another program's,
// or with DATABASE_TOO_NEW if a newer presstm has written it.
absl::StatusOr<FileKind> ClassifyFile(const FileIdentity& identity,
                                      const std::string& path);

absl::StatusOr<FileIdentity> ReadFileIdentity(SqliteConnection& connection);

// One step from a schema to the next. Never edited once released.
using Migration = absl::Status (*)(SqliteConnection&);

// The steps from an empty file to kSchemaVersion.
absl::Span<const Migration> Migrations();

// Creates the tables in an empty file, or runs the steps that are missing:
// step k leads to version k + 1. Each is one transaction with its new version
// number; an error leaves the file at the last version reached. Errors of
// ClassifyFile before anything is changed.
absl::Status MigrateSchema(SqliteConnection& connection,
                           absl::Span<const Migration> migrations);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SCHEMA_H_
