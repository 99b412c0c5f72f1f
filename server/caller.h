// Who makes a call, and what it may do.
#ifndef SERVER_CALLER_H_
#define SERVER_CALLER_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/server_context.h"
#include "server/request_scope.h"
#include "tm_store/access_rights.h"
#include "tm_store/model/access.h"

namespace presstm {

// Roles are asked for at the time, not kept. Thread-safe.
class Caller {
 public:
  // May do everything; "" for somebody unknown.
  explicit Caller(std::string identity = "") : identity_(std::move(identity)) {}
  // `token_id`: of the token that proved it, 0 for none. `rights` must outlive
  // this.
  Caller(std::string identity, int64_t token_id, const AccessRights& rights)
      : identity_(std::move(identity)), token_id_(token_id), rights_(&rights) {}

  const std::string& identity() const { return identity_; }
  bool may_do_everything() const { return rights_ == nullptr; }

  // Whether the memory is to exist for the caller.
  bool MaySee(absl::string_view memory) const;

  // Whether the caller may make a call that needs `role` with a request about
  // `scope`. Errors: those of AccessRights::CheckToken and RequireIn.
  absl::Status Check(Role role, const RequestScope& scope) const;

 private:
  std::string identity_;
  int64_t token_id_ = 0;
  const AccessRights* rights_ = nullptr;
};

// Finds out who calls. Thread-safe.
class Authenticator {
 public:
  // `rights` must outlive this.
  Authenticator(const AccessRights& rights, bool is_required)
      : rights_(rights), is_required_(is_required) {}

  // By the token in the metadata or else the common name in the certificate
  // shown. Where authentication is required Unauthenticated with TOKEN_MISSING
  // or an error of AccessRights::Authenticate; else tokens are not looked at,
  // and everyone may do everything.
  absl::StatusOr<Caller> Identify(
      const grpc::CallbackServerContext& context) const;

 private:
  const AccessRights& rights_;
  const bool is_required_;
};

}  // namespace presstm

#endif  // SERVER_CALLER_H_
