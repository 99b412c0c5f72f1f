#include "tm_store/access_rights.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/memory_repository.h"
#include "tm_store/text/look_alikes.h"
#include "tm_store/text/utf8.h"
#include "tm_store/token_secret.h"

namespace presstm {
namespace {

// In the place of a memory's name.
constexpr absl::string_view kAllMemories = "";

absl::Status CheckIdentity(absl::string_view identity) {
  if (IsIdentity(identity)) return absl::OkStatus();
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat("an identity is a name of 1 to ", kMaxIdentityBytes,
                   " bytes of UTF-8 in composed form (NFC), all of it visible, "
                   "with single spaces between words at most, of scripts that "
                   "go together, and no full-width or other such forms"),
      "identity");
}

absl::Status CheckNewToken(const AccessToken& token, absl::Time now) {
  PRESSTM_RETURN_IF_ERROR(CheckIdentity(token.identity));
  if (token.description.size() > kMaxTokenDescriptionBytes ||
      !IsValidUtf8(token.description)) {
    return InvalidArgument(
        ErrorReason::kInvalidArgument,
        absl::StrCat("a description has at most ", kMaxTokenDescriptionBytes,
                     " bytes of UTF-8"),
        "description");
  }
  if (token.expire_time <= now) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "the token would have expired already",
                           "expire_time");
  }
  return absl::OkStatus();
}

absl::Status TokenInvalid() {
  return MakeError(absl::StatusCode::kUnauthenticated,
                   ErrorReason::kTokenInvalid,
                   "the token is not known to this server, or was revoked: ask "
                   "an administrator for another");
}

absl::Status RoleTooLow(Role own, Role needed, absl::string_view where) {
  return MakeError(absl::StatusCode::kPermissionDenied,
                   ErrorReason::kRoleTooLow,
                   absl::StrCat("this needs the role ", RoleName(needed),
                                " in ", where, "; yours is ", RoleName(own)));
}

absl::Status CheckNotExpired(const AccessToken& token, absl::Time now) {
  if (token.expire_time > now) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kUnauthenticated, ErrorReason::kTokenExpired,
      absl::StrCat(
          "the token expired on ",
          absl::FormatTime("%Y-%m-%d", token.expire_time, absl::UTCTimeZone()),
          ": ask an administrator for another"));
}

}  // namespace

bool IsIdentity(absl::string_view name) {
  return !name.empty() && name.size() <= kMaxIdentityBytes &&
         IsValidUtf8(name) && IsPlainlyVisible(name) && ToNfc(name) == name &&
         !MayPassForAnother(name);
}

absl::Status AccessRights::Load(TmDatabase& database) {
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<StoredToken> tokens,
                           database.ListTokens());
  PRESSTM_ASSIGN_OR_RETURN(const std::vector<Grant> grants,
                           database.ListGrants());
  absl::MutexLock lock(&mutex_);
  for (const StoredToken& stored : tokens) {
    tokens_.try_emplace(stored.token.id, stored);
  }
  for (const Grant& grant : grants) {
    grants_[{grant.identity, grant.memory}] = grant.role;
  }
  return absl::OkStatus();
}

absl::StatusOr<AccessToken> AccessRights::Authenticate(
    absl::string_view token) const {
  const std::optional<TokenText> text = ParseToken(token);
  if (!text.has_value()) return TokenInvalid();
  const absl::Time now = clock_.Now();
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = tokens_.find(text->id);
  if (it == tokens_.end()) return TokenInvalid();
  const HeldToken& held = it->second;
  if (!SecretMatches(text->secret, held.stored.secret)) return TokenInvalid();
  PRESSTM_RETURN_IF_ERROR(CheckNotExpired(held.stored.token, now));
  held.last_used.store(absl::ToUnixMicros(now), std::memory_order_relaxed);
  return held.stored.token;
}

absl::Status AccessRights::CheckToken(int64_t id) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = tokens_.find(id);
  if (it == tokens_.end()) return TokenInvalid();
  return CheckNotExpired(it->second.stored.token, clock_.Now());
}

Role AccessRights::FindRole(absl::string_view identity,
                            absl::string_view memory) const {
  const auto it = grants_.find({std::string(identity), std::string(memory)});
  return it == grants_.end() ? Role::kNone : it->second;
}

Role AccessRights::RoleIn(absl::string_view identity,
                          absl::string_view memory) const {
  absl::ReaderMutexLock lock(&mutex_);
  return std::max(FindRole(identity, memory), FindRole(identity, kAllMemories));
}

absl::Status AccessRights::RequireIn(absl::string_view identity,
                                     absl::string_view memory,
                                     Role role) const {
  const Role own = RoleIn(identity, memory);
  if (own >= role) return absl::OkStatus();
  if (own == Role::kNone) return MemoryNotFoundError(memory);
  return RoleTooLow(own, role,
                    role == Role::kAdministrator
                        ? "all memories"
                        : absl::StrCat("the memory \"", memory, "\""));
}

absl::Status AccessRights::RequireAdministrator(
    absl::string_view identity) const {
  const Role own = RoleIn(identity, kAllMemories);
  if (own == Role::kAdministrator) return absl::OkStatus();
  return RoleTooLow(own, Role::kAdministrator, "all memories");
}

bool AccessRights::HasAdministrator() const {
  absl::ReaderMutexLock lock(&mutex_);
  return std::any_of(grants_.begin(), grants_.end(), [](const auto& grant) {
    return grant.second == Role::kAdministrator;
  });
}

absl::StatusOr<AccessRights::NewToken> AccessRights::CreateToken(
    AccessToken token, absl::string_view actor) {
  token.create_time = clock_.Now();
  token.created_by = std::string(actor);
  PRESSTM_RETURN_IF_ERROR(CheckNewToken(token, token.create_time));
  PRESSTM_ASSIGN_OR_RETURN(const std::string secret, MakeTokenSecret());
  StoredToken stored = {.token = std::move(token)};
  PRESSTM_ASSIGN_OR_RETURN(stored.secret, HashSecret(secret));
  PRESSTM_RETURN_IF_ERROR(
      writes_.Run({.actor = actor,
                   .run = [&](WriteTransaction& transaction) -> absl::Status {
                     PRESSTM_ASSIGN_OR_RETURN(stored.token.id,
                                              transaction.CreateToken(stored));
                     return absl::OkStatus();
                   },
                   .then =
                       [&] {
                         absl::MutexLock lock(&mutex_);
                         tokens_.try_emplace(stored.token.id, stored);
                       }}));
  return NewToken{stored.token, FormatToken({stored.token.id, secret})};
}

absl::Status AccessRights::DeleteToken(int64_t id, absl::string_view actor) {
  return writes_.Run({.actor = actor,
                      .run =
                          [&](WriteTransaction& transaction) {
                            return transaction.DeleteToken(id);
                          },
                      .then =
                          [&] {
                            absl::MutexLock lock(&mutex_);
                            tokens_.erase(id);
                          }});
}

std::vector<AccessRights::ListedToken> AccessRights::ListTokens(
    int64_t after, int limit) const {
  std::vector<ListedToken> tokens;
  absl::ReaderMutexLock lock(&mutex_);
  for (auto it = tokens_.upper_bound(after);
       it != tokens_.end() && tokens.size() < static_cast<size_t>(limit);
       ++it) {
    const int64_t used = it->second.last_used.load(std::memory_order_relaxed);
    tokens.push_back(
        {it->second.stored.token,
         used == 0 ? absl::InfinitePast() : absl::FromUnixMicros(used)});
  }
  return tokens;
}

absl::Status AccessRights::SetGrant(const Grant& grant,
                                    absl::string_view actor) {
  PRESSTM_RETURN_IF_ERROR(CheckIdentity(grant.identity));
  if (grant.role == Role::kAdministrator && !grant.memory.empty()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "an administrator is one of all memories", "role");
  }
  return writes_.Run({.actor = actor,
                      .run =
                          [&](WriteTransaction& transaction) {
                            return transaction.SetGrant(grant);
                          },
                      .then =
                          [&] {
                            absl::MutexLock lock(&mutex_);
                            const GrantKey key = {grant.identity, grant.memory};
                            if (grant.role == Role::kNone) {
                              grants_.erase(key);
                            } else {
                              grants_[key] = grant.role;
                            }
                          }});
}

std::vector<Grant> AccessRights::ListGrants(absl::string_view identity,
                                            const Grant& after,
                                            int limit) const {
  std::vector<Grant> grants;
  absl::ReaderMutexLock lock(&mutex_);
  for (auto it = grants_.upper_bound({after.identity, after.memory});
       it != grants_.end() && grants.size() < static_cast<size_t>(limit);
       ++it) {
    const auto& [key, role] = *it;
    if (!identity.empty() && key.first != identity) continue;
    grants.push_back(
        {.identity = key.first, .memory = key.second, .role = role});
  }
  return grants;
}

void AccessRights::DropMemory(absl::string_view memory) {
  absl::MutexLock lock(&mutex_);
  std::erase_if(grants_, [memory](const auto& grant) {
    return grant.first.second == memory;
  });
}

}  // namespace presstm
