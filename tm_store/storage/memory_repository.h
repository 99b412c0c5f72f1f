// Table memory. All functions work in the caller's transaction.
#ifndef TM_STORE_STORAGE_MEMORY_REPOSITORY_H_
#define TM_STORE_STORAGE_MEMORY_REPOSITORY_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// NotFound with reason MEMORY_NOT_FOUND.
absl::Status MemoryNotFoundError(absl::string_view name);
absl::Status MemoryNotFoundError(MemoryId id);

absl::StatusOr<std::optional<Memory>> FindMemory(SqliteConnection& connection,
                                                 absl::string_view name);
absl::StatusOr<std::optional<Memory>> FindMemory(SqliteConnection& connection,
                                                 MemoryId id);
// By name, from the first after `after_name`.
absl::StatusOr<std::vector<Memory>> ListMemories(SqliteConnection& connection,
                                                 absl::string_view after_name,
                                                 int limit);

// The name must be free. Returns the new id; `memory.id` is not read. The
// revision is 1.
absl::StatusOr<MemoryId> InsertMemory(SqliteConnection& connection,
                                      const Memory& memory);
// Stores display name, description, penalty, write rule and revision.
absl::Status UpdateMemory(SqliteConnection& connection, const Memory& memory);
// The memory must have no units.
absl::Status DeleteMemory(SqliteConnection& connection, MemoryId id);
absl::Status AddToUnitCount(SqliteConnection& connection, MemoryId id,
                            int64_t change);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_MEMORY_REPOSITORY_H_
