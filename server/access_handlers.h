// What the calls about tokens and roles do.
#ifndef SERVER_ACCESS_HANDLERS_H_
#define SERVER_ACCESS_HANDLERS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "presstm/v1/access.pb.h"
#include "server/request_context.h"
#include "tm_store/access_rights.h"

namespace presstm {

// One function a method; their contracts are in the proto. Thread-safe.
class AccessHandlers {
 public:
  // `rights` must outlive this.
  explicit AccessHandlers(AccessRights& rights) : rights_(rights) {}

  absl::StatusOr<v1::GetIdentityResponse> GetIdentity(
      const v1::GetIdentityRequest& request, const RequestContext& context);
  absl::StatusOr<v1::CreateTokenResponse> CreateToken(
      const v1::CreateTokenRequest& request, const RequestContext& context);
  absl::StatusOr<v1::ListTokensResponse> ListTokens(
      const v1::ListTokensRequest& request, const RequestContext& context);
  absl::StatusOr<google::protobuf::Empty> DeleteToken(
      const v1::DeleteTokenRequest& request, const RequestContext& context);
  absl::StatusOr<v1::Grant> SetGrant(const v1::SetGrantRequest& request,
                                     const RequestContext& context);
  absl::StatusOr<v1::ListGrantsResponse> ListGrants(
      const v1::ListGrantsRequest& request, const RequestContext& context);

 private:
  AccessRights& rights_;
};

}  // namespace presstm

#endif  // SERVER_ACCESS_HANDLERS_H_
