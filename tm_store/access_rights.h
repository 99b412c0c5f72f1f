// Identities, what they may do, and the tokens they prove themselves with.
#ifndef TM_STORE_ACCESS_RIGHTS_H_
#define TM_STORE_ACCESS_RIGHTS_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "tm_store/base/clock.h"
#include "tm_store/model/access.h"
#include "tm_store/storage/tm_database.h"
#include "tm_store/write_queue.h"

namespace presstm {

// Whether it may be the name of somebody: 1 to 200 bytes of UTF-8 in composed
// form (NFC), all of them to be seen (IsPlainlyVisible), and none that may pass
// for another's (MayPassForAnother).
bool IsIdentity(absl::string_view name);

// Held in memory, so that no call asks the database who is calling; changes
// are durable, and count, when they return. Thread-safe.
class AccessRights {
 public:
  // `writes` and `clock` must outlive this.
  AccessRights(WriteQueue& writes, const Clock& clock)
      : writes_(writes), clock_(clock) {}

  absl::Status Load(TmDatabase& database) ABSL_LOCKS_EXCLUDED(mutex_);

  // The token with this text. Unauthenticated with TOKEN_INVALID, or
  // TOKEN_EXPIRED to whoever knows it.
  absl::StatusOr<AccessToken> Authenticate(absl::string_view token) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether a token that was good is so still. Errors as above.
  absl::Status CheckToken(int64_t id) const ABSL_LOCKS_EXCLUDED(mutex_);

  // The highest role `identity` has in the memory, be it by a grant for all.
  // A memory that does not exist is one in which nothing was granted.
  Role RoleIn(absl::string_view identity, absl::string_view memory) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // OK if that is `role` or more. PermissionDenied with ROLE_TOO_LOW if it is
  // less; if it is none, the error of a memory that does not exist.
  absl::Status RequireIn(absl::string_view identity, absl::string_view memory,
                         Role role) const ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status RequireAdministrator(absl::string_view identity) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  bool HasAdministrator() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Makes a token for `token.identity`; what the caller sets of it is that,
  // description and expire_time. Returns it with its text, which is kept
  // nowhere. InvalidArgument names the field.
  struct NewToken {
    AccessToken token;
    std::string text;
  };
  absl::StatusOr<NewToken> CreateToken(AccessToken token,
                                       absl::string_view actor)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // NotFound with TOKEN_NOT_FOUND. No call made after the return gets in with
  // it.
  absl::Status DeleteToken(int64_t id, absl::string_view actor)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // By id, from the first after `after`. A token that nobody has come with
  // since Load was last used at InfinitePast.
  struct ListedToken {
    AccessToken token;
    absl::Time last_used_time;
  };
  std::vector<ListedToken> ListTokens(int64_t after, int limit) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Gives the role in place of the one before; kNone takes it away.
  // InvalidArgument: an administrator of one memory, or no identity. NotFound
  // if there is no such memory.
  absl::Status SetGrant(const Grant& grant, absl::string_view actor)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // By identity and memory, from the first after identity and memory of
  // `after`; of `identity` alone if it is not "".
  std::vector<Grant> ListGrants(absl::string_view identity, const Grant& after,
                                int limit) const ABSL_LOCKS_EXCLUDED(mutex_);

  // Follows the end of a memory, with which its grants left the database.
  void DropMemory(absl::string_view memory) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct HeldToken {
    explicit HeldToken(StoredToken token) : stored(std::move(token)) {}
    const StoredToken stored;
    // Microseconds since 1970, 0 for not yet.
    mutable std::atomic<int64_t> last_used = 0;
  };
  // Identity, and memory or "" for all.
  using GrantKey = std::pair<std::string, std::string>;

  Role FindRole(absl::string_view identity, absl::string_view memory) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  WriteQueue& writes_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  std::map<int64_t, HeldToken> tokens_ ABSL_GUARDED_BY(mutex_);
  std::map<GrantKey, Role> grants_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace presstm

#endif  // TM_STORE_ACCESS_RIGHTS_H_
