#include "tm_store/storage/memory_repository.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/stored_time.h"

namespace presstm {
namespace {

constexpr char kSelectByName[] =
    "SELECT id, name, display_name, description, create_time, "
    "default_penalty, write_rule, translation_unit_count, revision, "
    "checks_quality "
    "FROM memory WHERE name = ?";
constexpr char kSelectById[] =
    "SELECT id, name, display_name, description, create_time, "
    "default_penalty, write_rule, translation_unit_count, revision, "
    "checks_quality "
    "FROM memory WHERE id = ?";
constexpr char kList[] =
    "SELECT id, name, display_name, description, create_time, "
    "default_penalty, write_rule, translation_unit_count, revision, "
    "checks_quality "
    "FROM memory WHERE name > ? ORDER BY name LIMIT ?";
constexpr char kInsert[] =
    "INSERT INTO memory (name, display_name, description, create_time, "
    "default_penalty, write_rule, translation_unit_count, revision, "
    "checks_quality) VALUES (?, ?, ?, ?, ?, ?, 0, 1, ?)";
constexpr char kUpdate[] =
    "UPDATE memory SET display_name = ?, description = ?, "
    "default_penalty = ?, write_rule = ?, revision = ?, checks_quality = ? "
    "WHERE id = ?";
constexpr char kDelete[] = "DELETE FROM memory WHERE id = ?";
constexpr char kAddToCount[] =
    "UPDATE memory SET translation_unit_count = translation_unit_count + ? "
    "WHERE id = ?";

absl::StatusOr<Memory> ReadMemory(const SqliteStatement& row) {
  const std::optional<WriteRule> rule = WriteRuleFromName(row.String(6));
  if (!rule.has_value()) {
    return MakeError(absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt,
                     "a stored memory has an unknown write rule; restore the "
                     "file from a backup");
  }
  return Memory{.id = {row.Integer(0)},
                .name = row.String(1),
                .display_name = row.String(2),
                .description = row.String(3),
                .create_time = FromStoredTime(row.OptionalInteger(4)),
                .default_penalty = static_cast<int>(row.Integer(5)),
                .write_rule = *rule,
                .checks_quality = row.Integer(9) != 0,
                .translation_unit_count = row.Integer(7),
                .revision = row.Integer(8)};
}

absl::StatusOr<std::optional<Memory>> ReadOne(SqliteStatement& statement) {
  PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Step());
  if (!found) return std::nullopt;
  PRESSTM_ASSIGN_OR_RETURN(Memory memory, ReadMemory(statement));
  return memory;
}

absl::Status NotFound(absl::string_view message) {
  return MakeError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound,
                   message, "name");
}

}  // namespace

absl::Status MemoryNotFoundError(absl::string_view name) {
  return NotFound(absl::StrCat("there is no memory \"", name,
                               "\"; create it first or check its name"));
}

absl::Status MemoryNotFoundError(MemoryId id) {
  return NotFound(absl::StrCat("there is no memory with the id ", id.value));
}

absl::StatusOr<std::optional<Memory>> FindMemory(SqliteConnection& connection,
                                                 absl::string_view name) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kSelectByName));
  return ReadOne(statement.Bind(name));
}

absl::StatusOr<std::optional<Memory>> FindMemory(SqliteConnection& connection,
                                                 MemoryId id) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kSelectById));
  return ReadOne(statement.Bind(id.value));
}

absl::StatusOr<std::vector<Memory>> ListMemories(SqliteConnection& connection,
                                                 absl::string_view after_name,
                                                 int limit) {
  std::vector<Memory> memories;
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kList));
  // SQLite takes a negative limit for none.
  statement.Bind(after_name, std::max(limit, 0));
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found) return memories;
    PRESSTM_ASSIGN_OR_RETURN(Memory memory, ReadMemory(statement));
    memories.push_back(std::move(memory));
  }
}

absl::StatusOr<MemoryId> InsertMemory(SqliteConnection& connection,
                                      const Memory& memory) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kInsert));
  PRESSTM_RETURN_IF_ERROR(
      statement
          .Bind(memory.name, memory.display_name, memory.description,
                ToStoredTime(memory.create_time), memory.default_penalty,
                absl::string_view(WriteRuleName(memory.write_rule)),
                int64_t{memory.checks_quality})
          .Run());
  return MemoryId{connection.last_insert_id()};
}

absl::Status UpdateMemory(SqliteConnection& connection, const Memory& memory) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kUpdate));
  return statement
      .Bind(memory.display_name, memory.description, memory.default_penalty,
            absl::string_view(WriteRuleName(memory.write_rule)),
            memory.revision, int64_t{memory.checks_quality}, memory.id.value)
      .Run();
}

absl::Status DeleteMemory(SqliteConnection& connection, MemoryId id) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kDelete));
  return statement.Bind(id.value).Run();
}

absl::Status AddToUnitCount(SqliteConnection& connection, MemoryId id,
                            int64_t change) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kAddToCount));
  return statement.Bind(change, id.value).Run();
}

}  // namespace presstm
