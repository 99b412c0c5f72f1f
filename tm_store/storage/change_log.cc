#include "tm_store/storage/change_log.h"

#include "tm_store/base/status_macros.h"
#include "tm_store/model/translation_unit_json.h"

namespace presstm {
namespace {

constexpr char kInsert[] =
    "INSERT INTO change_log (time, actor, kind, memory_id, "
    "translation_unit_id, revision, before) VALUES (?, ?, ?, ?, ?, ?, ?)";

}  // namespace

absl::Status ChangeLog::UnitCreated(const TranslationUnit& unit) {
  return Append({.kind = "create",
                 .memory_id = unit.memory_id,
                 .unit_id = unit.id,
                 .revision = unit.revision});
}

absl::Status ChangeLog::UnitUpdated(const TranslationUnit& before,
                                    int64_t revision) {
  const std::string json = TranslationUnitToJson(before);
  return Append({.kind = "update",
                 .memory_id = before.memory_id,
                 .unit_id = before.id,
                 .revision = revision,
                 .before = json});
}

absl::Status ChangeLog::UnitDeleted(const TranslationUnit& before) {
  const std::string json = TranslationUnitToJson(before);
  return Append({.kind = "delete",
                 .memory_id = before.memory_id,
                 .unit_id = before.id,
                 .revision = before.revision,
                 .before = json});
}

absl::Status ChangeLog::MemoryCreated(const Memory& memory) {
  return Append({.kind = "create_memory", .memory_id = memory.id});
}

absl::Status ChangeLog::MemoryUpdated(const Memory& before) {
  const std::string json = MemoryToJson(before);
  return Append(
      {.kind = "update_memory", .memory_id = before.id, .before = json});
}

absl::Status ChangeLog::MemoryDeleted(const Memory& before) {
  const std::string json = MemoryToJson(before);
  return Append(
      {.kind = "delete_memory", .memory_id = before.id, .before = json});
}

absl::Status ChangeLog::Append(const Change& change) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection_.Prepare(kInsert));
  return statement
      .Bind(absl::ToUnixMicros(time_), actor_, change.kind,
            change.memory_id.value, change.unit_id.value, change.revision,
            change.before)
      .Run();
}

}  // namespace presstm
