// The writes of TmWriteTransaction about tokens and roles.
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/access_repository.h"
#include "tm_store/storage/tm_write_transaction.h"

namespace presstm {

absl::StatusOr<int64_t> TmWriteTransaction::DoCreateToken(
    const StoredToken& token) {
  PRESSTM_ASSIGN_OR_RETURN(const int64_t id, InsertToken(connection_, token));
  PRESSTM_RETURN_IF_ERROR(
      log_.AccessChanged(ChangeKind::kCreateToken,
                         {.identity = token.token.identity, .token_id = id}));
  return id;
}

absl::Status TmWriteTransaction::DoDeleteToken(int64_t id) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<std::string> identity,
                           presstm::DeleteToken(connection_, id));
  if (!identity.has_value()) {
    return MakeError(absl::StatusCode::kNotFound, ErrorReason::kTokenNotFound,
                     absl::StrCat("there is no token ", id));
  }
  return log_.AccessChanged(ChangeKind::kDeleteToken,
                            {.identity = *identity, .token_id = id});
}

absl::Status TmWriteTransaction::DoSetGrant(const Grant& grant) {
  PRESSTM_RETURN_IF_ERROR(PutGrant(connection_, grant));
  return log_.AccessChanged(
      ChangeKind::kSetGrant,
      {.identity = grant.identity, .memory = grant.memory, .role = grant.role});
}

}  // namespace presstm
