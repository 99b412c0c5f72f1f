#include "tm_store/storage/change_log.h"

#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/model/access_json.h"
#include "tm_store/model/translation_unit_json.h"

namespace presstm {
namespace {

constexpr char kInsert[] =
    "INSERT INTO change_log (time, actor, kind, memory_id, "
    "translation_unit_id, revision, before) VALUES (?, ?, ?, ?, ?, ?, ?)";

// The clock may have gone back, so the first that is young enough ends it. Who
// was given which rights is kept for good.
constexpr char kFromForgettable[] =
    " FROM change_log WHERE sequence < coalesce("
    "(SELECT sequence FROM change_log WHERE time >= ?1 "
    "ORDER BY sequence LIMIT 1), 9223372036854775807) "
    "AND kind NOT IN ('create_token', 'delete_token', 'set_grant')";

struct NamedKind {
  ChangeKind kind;
  absl::string_view name;
};

constexpr NamedKind kKinds[] = {
    {ChangeKind::kCreate, "create"},
    {ChangeKind::kUpdate, "update"},
    {ChangeKind::kDelete, "delete"},
    {ChangeKind::kRestore, "restore"},
    {ChangeKind::kCreateMemory, "create_memory"},
    {ChangeKind::kUpdateMemory, "update_memory"},
    {ChangeKind::kDeleteMemory, "delete_memory"},
    {ChangeKind::kCreateToken, "create_token"},
    {ChangeKind::kDeleteToken, "delete_token"},
    {ChangeKind::kSetGrant, "set_grant"},
};

}  // namespace

absl::string_view ChangeKindName(ChangeKind kind) {
  for (const NamedKind& named : kKinds) {
    if (named.kind == kind) return named.name;
  }
  return "";
}

std::optional<ChangeKind> ChangeKindFromName(absl::string_view name) {
  for (const NamedKind& named : kKinds) {
    if (named.name == name) return named.kind;
  }
  return std::nullopt;
}

absl::StatusOr<int64_t> CountForgettableChanges(SqliteConnection& connection,
                                                absl::Time before) {
  PRESSTM_ASSIGN_OR_RETURN(
      SqliteStatement statement,
      connection.Prepare(absl::StrCat("SELECT count(*)", kFromForgettable)));
  PRESSTM_RETURN_IF_ERROR(
      statement.Bind(absl::ToUnixMicros(before)).Step().status());
  return statement.Integer(0);
}

absl::Status ChangeLog::UnitCreated(const TranslationUnit& unit) {
  return Append({.kind = ChangeKind::kCreate,
                 .memory_id = unit.memory_id,
                 .unit_id = unit.id,
                 .revision = unit.revision});
}

absl::Status ChangeLog::UnitUpdated(const TranslationUnit& before,
                                    int64_t revision) {
  const std::string json = TranslationUnitToJson(before);
  return Append({.kind = ChangeKind::kUpdate,
                 .memory_id = before.memory_id,
                 .unit_id = before.id,
                 .revision = revision,
                 .before = json});
}

absl::Status ChangeLog::UnitDeleted(const TranslationUnit& before) {
  const std::string json = TranslationUnitToJson(before);
  return Append({.kind = ChangeKind::kDelete,
                 .memory_id = before.memory_id,
                 .unit_id = before.id,
                 .revision = before.revision,
                 .before = json});
}

absl::Status ChangeLog::UnitRestored(const TranslationUnit& unit) {
  return Append({.kind = ChangeKind::kRestore,
                 .memory_id = unit.memory_id,
                 .unit_id = unit.id,
                 .revision = unit.revision});
}

absl::Status ChangeLog::MemoryCreated(const Memory& memory) {
  return Append({.kind = ChangeKind::kCreateMemory, .memory_id = memory.id});
}

absl::Status ChangeLog::MemoryUpdated(const Memory& before) {
  const std::string json = MemoryToJson(before);
  return Append({.kind = ChangeKind::kUpdateMemory,
                 .memory_id = before.id,
                 .before = json});
}

absl::Status ChangeLog::MemoryDeleted(const Memory& before) {
  const std::string json = MemoryToJson(before);
  return Append({.kind = ChangeKind::kDeleteMemory,
                 .memory_id = before.id,
                 .before = json});
}

absl::Status ChangeLog::AccessChanged(ChangeKind kind,
                                      const AccessChange& change) {
  const std::string json = AccessChangeToJson(change);
  return Append({.kind = kind, .before = json});
}

absl::StatusOr<int64_t> ChangeLog::Forget(absl::Time time, int limit) {
  PRESSTM_ASSIGN_OR_RETURN(
      SqliteStatement statement,
      connection_.Prepare(
          absl::StrCat("DELETE FROM change_log WHERE sequence IN ("
                       "SELECT sequence",
                       kFromForgettable, " ORDER BY sequence LIMIT ?2)")));
  PRESSTM_RETURN_IF_ERROR(
      statement.Bind(absl::ToUnixMicros(time), limit).Run());
  return connection_.changed_row_count();
}

absl::Status ChangeLog::Append(const Row& row) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection_.Prepare(kInsert));
  return statement
      .Bind(absl::ToUnixMicros(time_), actor_, ChangeKindName(row.kind),
            row.memory_id.value, row.unit_id.value, row.revision, row.before)
      .Run();
}

}  // namespace presstm
