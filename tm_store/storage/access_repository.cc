#include "tm_store/storage/access_repository.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/memory_repository.h"
#include "tm_store/storage/stored_time.h"

namespace presstm {
namespace {

constexpr char kListTokens[] =
    "SELECT id, identity, description, salt, hash, create_time, created_by, "
    "expire_time FROM access_token ORDER BY id";
constexpr char kInsertToken[] =
    "INSERT INTO access_token (identity, description, salt, hash, "
    "create_time, created_by, expire_time) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr char kDeleteToken[] =
    "DELETE FROM access_token WHERE id = ? RETURNING identity";
constexpr char kListGrants[] =
    "SELECT access_grant.identity, coalesce(memory.name, ''), "
    "access_grant.role FROM access_grant LEFT JOIN memory "
    "ON memory.id = access_grant.memory_id ORDER BY 1, 2";
constexpr char kPutGrant[] =
    "INSERT OR REPLACE INTO access_grant (identity, memory_id, role) "
    "VALUES (?, ?, ?)";
constexpr char kDeleteGrant[] =
    "DELETE FROM access_grant WHERE identity = ? AND memory_id = ?";
constexpr char kDeleteGrantsIn[] =
    "DELETE FROM access_grant WHERE memory_id = ?";

// Column memory_id of a grant for all memories.
constexpr int64_t kAllMemories = 0;

absl::Status Damaged(absl::string_view what) {
  return MakeError(
      absl::StatusCode::kDataLoss, ErrorReason::kDatabaseCorrupt,
      absl::StrCat("a stored ", what, "; restore the file from a backup"));
}

absl::StatusOr<Grant> ReadGrant(const SqliteStatement& row) {
  const std::optional<Role> role = RoleFromName(row.Text(2));
  if (!role.has_value()) {
    return Damaged("grant has an unknown role");
  }
  return Grant{
      .identity = row.String(0), .memory = row.String(1), .role = *role};
}

StoredToken ReadToken(const SqliteStatement& row) {
  const auto expire_time = row.OptionalInteger(7);
  return {.token = {.id = row.Integer(0),
                    .identity = row.String(1),
                    .description = row.String(2),
                    .create_time = absl::FromUnixMicros(row.Integer(5)),
                    .created_by = row.String(6),
                    .expire_time = expire_time.has_value()
                                       ? FromStoredTime(expire_time)
                                       : absl::InfiniteFuture()},
          .secret = {.salt = absl::HexStringToBytes(row.Text(3)),
                     .hash = absl::HexStringToBytes(row.Text(4))}};
}

}  // namespace

absl::StatusOr<std::vector<StoredToken>> ListTokens(
    SqliteConnection& connection) {
  std::vector<StoredToken> tokens;
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row,
                           connection.Prepare(kListTokens));
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, row.Step());
    if (!found) return tokens;
    tokens.push_back(ReadToken(row));
  }
}

absl::StatusOr<int64_t> InsertToken(SqliteConnection& connection,
                                    const StoredToken& stored) {
  const AccessToken& token = stored.token;
  const std::string salt = absl::BytesToHexString(stored.secret.salt);
  const std::string hash = absl::BytesToHexString(stored.secret.hash);
  std::optional<int64_t> expire_time;
  if (token.expire_time != absl::InfiniteFuture()) {
    expire_time = ToStoredTime(token.expire_time);
  }
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kInsertToken));
  PRESSTM_RETURN_IF_ERROR(statement
                              .Bind(token.identity, token.description, salt,
                                    hash, absl::ToUnixMicros(token.create_time),
                                    token.created_by, expire_time)
                              .Run());
  return connection.last_insert_id();
}

absl::StatusOr<std::optional<std::string>> DeleteToken(
    SqliteConnection& connection, int64_t id) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kDeleteToken));
  PRESSTM_ASSIGN_OR_RETURN(const bool found, statement.Bind(id).Step());
  if (!found) return std::nullopt;
  return statement.String(0);
}

absl::StatusOr<std::vector<Grant>> ListGrants(SqliteConnection& connection) {
  std::vector<Grant> grants;
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement row,
                           connection.Prepare(kListGrants));
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const bool found, row.Step());
    if (!found) return grants;
    PRESSTM_ASSIGN_OR_RETURN(Grant grant, ReadGrant(row));
    grants.push_back(std::move(grant));
  }
}

absl::Status PutGrant(SqliteConnection& connection, const Grant& grant) {
  int64_t memory_id = kAllMemories;
  if (!grant.memory.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(const std::optional<Memory> memory,
                             FindMemory(connection, grant.memory));
    if (!memory.has_value()) return MemoryNotFoundError(grant.memory);
    memory_id = memory->id.value;
  }
  if (grant.role == Role::kNone) {
    PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                             connection.Prepare(kDeleteGrant));
    return statement.Bind(grant.identity, memory_id).Run();
  }
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kPutGrant));
  return statement.Bind(grant.identity, memory_id, RoleName(grant.role)).Run();
}

absl::Status DeleteGrantsIn(SqliteConnection& connection, MemoryId memory) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kDeleteGrantsIn));
  return statement.Bind(memory.value).Run();
}

}  // namespace presstm
