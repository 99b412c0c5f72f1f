// The shape of version 1 follows from two paths. A look-up reads the few
// units it shows: everything of one unit stands together in each table, so it
// costs one row of translation_unit, one range scan of variant, and scans of
// property, note and context only where `details` says that they hold
// something. An import asks one question per unit, whether its source segment
// is stored, and appends: so variant_by_segment_key is the only index whose
// insertions are not at the end of what the memory or the file holds.
//
// Refused: a table of source/target pairs, which would make a unit in three
// languages three rows to keep equal; one table of distinct texts shared by
// units, which saves a tenth of the space and costs a second probe per
// variant, both ways.
#include "tm_store/storage/schema.h"

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/sqlite_pragmas.h"
#include "tm_store/storage/sqlite_transaction.h"

namespace presstm {
namespace {

// Times are microseconds since 1970, NULL where unknown. Names of origin,
// status and rule are those of model/translation_unit.h, '' = unspecified.
constexpr const char* kVersion1[] = {
    R"sql(
CREATE TABLE memory (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  description TEXT NOT NULL,
  create_time INTEGER,
  default_penalty INTEGER NOT NULL,
  write_rule TEXT NOT NULL,
  -- Kept by every transaction that adds or deletes units: counting a million
  -- index rows at each listing would be too slow.
  translation_unit_count INTEGER NOT NULL
) STRICT
)sql",
    R"sql(
CREATE TABLE translation_unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  memory_id INTEGER NOT NULL REFERENCES memory (id),
  revision INTEGER NOT NULL,
  -- Which tables hold rows of this unit; sum of 1 property, 2 note, 4 context.
  details INTEGER NOT NULL,
  source_language TEXT NOT NULL,
  document TEXT NOT NULL,
  external_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  status TEXT NOT NULL,
  create_time INTEGER,
  created_by TEXT NOT NULL,
  change_time INTEGER,
  changed_by TEXT NOT NULL,
  usage_count INTEGER NOT NULL,
  last_used_time INTEGER
) STRICT
)sql",
    "CREATE INDEX translation_unit_by_memory ON translation_unit (memory_id)",
    R"sql(
CREATE TABLE variant (
  translation_unit_id INTEGER NOT NULL REFERENCES translation_unit (id),
  position INTEGER NOT NULL,
  -- Derived, see segment_key.h: finds equal segments; 64 bits of hash, so
  -- what it finds is compared again.
  segment_key INTEGER NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  -- InlineCodesToJson of model/translation_unit_json.h; '' = none.
  inline_codes TEXT NOT NULL,
  PRIMARY KEY (translation_unit_id, position)
) STRICT, WITHOUT ROWID
)sql",
    // Carries the primary key too: a probe needs no look into the table.
    "CREATE INDEX variant_by_segment_key ON variant (segment_key)",
    // owner_position: the variant's position, or -1 for the unit itself.
    R"sql(
CREATE TABLE property (
  translation_unit_id INTEGER NOT NULL REFERENCES translation_unit (id),
  owner_position INTEGER NOT NULL,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (translation_unit_id, owner_position, position)
) STRICT, WITHOUT ROWID
)sql",
    R"sql(
CREATE TABLE note (
  translation_unit_id INTEGER NOT NULL REFERENCES translation_unit (id),
  owner_position INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (translation_unit_id, owner_position, position)
) STRICT, WITHOUT ROWID
)sql",
    R"sql(
CREATE TABLE context (
  translation_unit_id INTEGER NOT NULL REFERENCES translation_unit (id),
  position INTEGER NOT NULL,
  language TEXT NOT NULL,
  previous_text TEXT NOT NULL,
  next_text TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (translation_unit_id, position)
) STRICT, WITHOUT ROWID
)sql",
    // Described in change_log.h. No foreign keys: it outlives what it names.
    R"sql(
CREATE TABLE change_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  memory_id INTEGER NOT NULL,
  translation_unit_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  before TEXT NOT NULL
) STRICT
)sql",
};

// Version 2: etags of memories, and the history of a unit without reading all
// of the log. An import appends to the index, for its units' ids grow.
constexpr const char* kVersion2[] = {
    "ALTER TABLE memory ADD COLUMN revision INTEGER NOT NULL DEFAULT 1",
    "CREATE INDEX change_log_by_unit ON change_log (translation_unit_id)",
};

// Version 3: who may do what. Salt and hash are in hexadecimal; see
// model/access.h.
constexpr const char* kVersion3[] = {
    R"sql(
CREATE TABLE access_token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  identity TEXT NOT NULL,
  description TEXT NOT NULL,
  salt TEXT NOT NULL,
  hash TEXT NOT NULL,
  create_time INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expire_time INTEGER  -- NULL: never.
) STRICT
)sql",
    // memory_id: 0 for all memories. So no foreign key.
    R"sql(
CREATE TABLE access_grant (
  identity TEXT NOT NULL,
  memory_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (identity, memory_id)
) STRICT, WITHOUT ROWID
)sql",
};

// Version 4: memories that warn of slips.
constexpr const char* kVersion4[] = {
    "ALTER TABLE memory ADD COLUMN checks_quality INTEGER NOT NULL DEFAULT 0",
};

absl::Status ExecuteAll(SqliteConnection& connection,
                        absl::Span<const char* const> statements) {
  for (const char* sql : statements) {
    PRESSTM_RETURN_IF_ERROR(connection.Execute(sql));
  }
  return absl::OkStatus();
}

absl::Status CreateVersion1(SqliteConnection& connection) {
  return ExecuteAll(connection, kVersion1);
}

absl::Status MigrateToVersion2(SqliteConnection& connection) {
  return ExecuteAll(connection, kVersion2);
}

absl::Status MigrateToVersion3(SqliteConnection& connection) {
  return ExecuteAll(connection, kVersion3);
}

absl::Status MigrateToVersion4(SqliteConnection& connection) {
  return ExecuteAll(connection, kVersion4);
}

constexpr Migration kMigrations[] = {CreateVersion1, MigrateToVersion2,
                                     MigrateToVersion3, MigrateToVersion4};
static_assert(sizeof(kMigrations) / sizeof(kMigrations[0]) == kSchemaVersion);

absl::Status TooNew(const std::string& path, int32_t version) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, ErrorReason::kDatabaseTooNew,
      absl::StrCat(path, ": has schema ", version,
                   "; this presstm reads up to ", kSchemaVersion,
                   ": use the version that wrote it, or a newer one"));
}

absl::Status RunMigration(SqliteConnection& connection, Migration migration,
                          int32_t version) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteTransaction transaction,
                           SqliteTransaction::BeginWrite(connection));
  PRESSTM_RETURN_IF_ERROR(migration(connection));
  PRESSTM_RETURN_IF_ERROR(SetApplicationId(connection, kApplicationId));
  PRESSTM_RETURN_IF_ERROR(SetUserVersion(connection, version));
  return transaction.Commit();
}

}  // namespace

absl::StatusOr<FileKind> ClassifyFile(const FileIdentity& identity,
                                      const std::string& path) {
  if (identity.application_id == kApplicationId) {
    if (identity.user_version > kSchemaVersion) {
      return TooNew(path, identity.user_version);
    }
    return FileKind::kOurs;
  }
  if (identity == FileIdentity()) return FileKind::kEmpty;
  return MakeError(
      absl::StatusCode::kFailedPrecondition, ErrorReason::kDatabaseForeign,
      absl::StrCat(path,
                   ": is the SQLite database of another program; it was left "
                   "as it is: give the path of a presstm database or of a new "
                   "file"));
}

absl::StatusOr<FileIdentity> ReadFileIdentity(SqliteConnection& connection) {
  FileIdentity identity;
  PRESSTM_ASSIGN_OR_RETURN(identity.application_id,
                           GetApplicationId(connection));
  PRESSTM_ASSIGN_OR_RETURN(identity.user_version, GetUserVersion(connection));
  PRESSTM_ASSIGN_OR_RETURN(
      SqliteStatement statement,
      connection.Prepare("SELECT EXISTS (SELECT 1 FROM sqlite_schema)"));
  PRESSTM_RETURN_IF_ERROR(statement.Step().status());
  identity.has_tables = statement.Integer(0) != 0;
  return identity;
}

absl::Span<const Migration> Migrations() { return kMigrations; }

absl::Status MigrateSchema(SqliteConnection& connection,
                           absl::Span<const Migration> migrations) {
  PRESSTM_ASSIGN_OR_RETURN(const FileIdentity identity,
                           ReadFileIdentity(connection));
  PRESSTM_RETURN_IF_ERROR(ClassifyFile(identity, connection.path()).status());
  // Version and tables come in one transaction, so none means no tables.
  const auto last = static_cast<int32_t>(migrations.size());
  for (int32_t version = identity.user_version; version < last; ++version) {
    PRESSTM_RETURN_IF_ERROR(RunMigration(
        connection, migrations[static_cast<size_t>(version)], version + 1));
  }
  return absl::OkStatus();
}

}  // namespace presstm
