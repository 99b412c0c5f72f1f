// Tables access_token and access_grant. All functions work in the caller's
// transaction. DataLoss if what is stored cannot be read.
#ifndef TM_STORE_STORAGE_ACCESS_REPOSITORY_H_
#define TM_STORE_STORAGE_ACCESS_REPOSITORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tm_store/model/access.h"
#include "tm_store/model/ids.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// By id.
absl::StatusOr<std::vector<StoredToken>> ListTokens(
    SqliteConnection& connection);
// Returns the new id, which no token has had before; `token.id` is not read.
absl::StatusOr<int64_t> InsertToken(SqliteConnection& connection,
                                    const StoredToken& token);
// Returns whose it was; nothing if there is none.
absl::StatusOr<std::optional<std::string>> DeleteToken(
    SqliteConnection& connection, int64_t id);

// By identity and memory.
absl::StatusOr<std::vector<Grant>> ListGrants(SqliteConnection& connection);
// In place of the one before; Role::kNone removes it. NotFound if there is no
// such memory.
absl::Status PutGrant(SqliteConnection& connection, const Grant& grant);
absl::Status DeleteGrantsIn(SqliteConnection& connection, MemoryId memory);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_ACCESS_REPOSITORY_H_
