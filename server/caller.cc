#include "server/caller.h"

#include <memory>

#include "absl/strings/match.h"
#include "grpc/grpc_security_constants.h"
#include "grpcpp/security/auth_context.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// As HTTP has it (RFC 6750).
constexpr char kTokenMetadataKey[] = "authorization";
constexpr absl::string_view kTokenScheme = "Bearer ";

// "" without a certificate, or with one that names nobody.
std::string CertificateName(const grpc::CallbackServerContext& context) {
  const std::shared_ptr<const grpc::AuthContext> peer = context.auth_context();
  if (peer == nullptr) return "";
  const auto names = peer->FindPropertyValues(GRPC_X509_CN_PROPERTY_NAME);
  if (names.size() != 1) return "";
  std::string name(names[0].data(), names[0].size());
  return IsIdentity(name) ? name : "";
}

}  // namespace

bool Caller::MaySee(absl::string_view memory) const {
  return rights_ == nullptr ||
         rights_->RoleIn(identity_, memory) != Role::kNone;
}

absl::Status Caller::Check(Role role, const RequestScope& scope) const {
  if (rights_ == nullptr) return absl::OkStatus();
  if (token_id_ != 0) {
    PRESSTM_RETURN_IF_ERROR(rights_->CheckToken(token_id_));
  }
  if (scope.whole_server) {
    PRESSTM_RETURN_IF_ERROR(rights_->RequireAdministrator(identity_));
  }
  for (const std::string& memory : scope.memories) {
    PRESSTM_RETURN_IF_ERROR(rights_->RequireIn(identity_, memory, role));
  }
  return absl::OkStatus();
}

absl::StatusOr<Caller> Authenticator::Identify(
    const grpc::CallbackServerContext& context) const {
  std::string name = CertificateName(context);
  if (!is_required_) return Caller(std::move(name));
  const auto& metadata = context.client_metadata();
  const auto header = metadata.find(kTokenMetadataKey);
  if (header != metadata.end()) {
    absl::string_view token(header->second.data(), header->second.size());
    // The scheme's case does not count.
    if (absl::StartsWithIgnoreCase(token, kTokenScheme)) {
      token.remove_prefix(kTokenScheme.size());
    }
    PRESSTM_ASSIGN_OR_RETURN(const AccessToken known,
                             rights_.Authenticate(token));
    return Caller(known.identity, known.id, rights_);
  }
  if (!name.empty()) return Caller(std::move(name), 0, rights_);
  return MakeError(absl::StatusCode::kUnauthenticated,
                   ErrorReason::kTokenMissing,
                   "this server wants to know who calls: give a token, or show "
                   "a certificate with a name");
}

}  // namespace presstm
