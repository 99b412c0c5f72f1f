// Who may do what.
#ifndef TM_STORE_MODEL_ACCESS_H_
#define TM_STORE_MODEL_ACCESS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace presstm {

// Each may do all that those before it may.
enum class Role {
  kNone,           // Does not learn that the memory exists.
  kReader,         // Looks up, searches, lists, exports.
  kContributor,    // Writes and changes units, imports.
  kMaintainer,     // Deletes and restores units, changes the memory's settings.
  kAdministrator,  // Makes and deletes memories, gives rights, maintains the
                   // file. Of all memories, never of one.
};

// "reader", "contributor", "maintainer", "administrator"; kNone is "none".
absl::string_view RoleName(Role role);
std::optional<Role> RoleFromName(absl::string_view name);

// What one identity may do in one memory, or in all.
struct Grant {
  // The name that a token or a client's certificate stands for.
  std::string identity;
  std::string memory;  // Its name; "" = all memories.
  Role role = Role::kNone;
  friend bool operator==(const Grant&, const Grant&) = default;
};

// What is known of a token. The token itself is shown once, when it is made.
struct AccessToken {
  int64_t id = 0;
  std::string identity;
  std::string description;
  absl::Time create_time = absl::InfinitePast();
  std::string created_by;
  absl::Time expire_time = absl::InfiniteFuture();
  friend bool operator==(const AccessToken&, const AccessToken&) = default;
};

// What is kept in place of a token's secret.
struct SaltedHash {
  std::string salt;  // 16 bytes.
  std::string hash;  // SHA-256 of salt and secret: 32 bytes.
  friend bool operator==(const SaltedHash&, const SaltedHash&) = default;
};

struct StoredToken {
  AccessToken token;
  SaltedHash secret;
  friend bool operator==(const StoredToken&, const StoredToken&) = default;
};

// What the change log tells of a token that was made or revoked, or of a role
// that was given or taken away.
struct AccessChange {
  std::string identity;
  int64_t token_id = 0;     // 0 for roles.
  std::string memory;       // Of roles; "" = all memories.
  Role role = Role::kNone;  // From then on.
  friend bool operator==(const AccessChange&, const AccessChange&) = default;
};

// An identity or a token's description may have so many bytes.
inline constexpr size_t kMaxIdentityBytes = 200;
inline constexpr size_t kMaxTokenDescriptionBytes = 1'000;

}  // namespace presstm

#endif  // TM_STORE_MODEL_ACCESS_H_
