#include "server/access_service.h"

#include "server/access_handlers.h"

namespace presstm {
namespace {

using S = v1::AccessService;

// Every method takes bytes: see request_parser.h.
using RawService = Wrapped<
    S::Service, S::WithRawCallbackMethod_GetIdentity,
    S::WithRawCallbackMethod_CreateToken, S::WithRawCallbackMethod_ListTokens,
    S::WithRawCallbackMethod_DeleteToken, S::WithRawCallbackMethod_SetGrant,
    S::WithRawCallbackMethod_ListGrants>::Type;

class AccessService final : public RawService {
 public:
  AccessService(AccessRights& rights, const ServiceResources& resources)
      : resources_(resources), access_(rights) {}

  PRESSTM_UNARY_METHOD(GetIdentity, access_, GetIdentity, kQuickRead)
  PRESSTM_UNARY_METHOD(CreateToken, access_, CreateToken, kWrite)
  PRESSTM_UNARY_METHOD(ListTokens, access_, ListTokens, kRead)
  PRESSTM_UNARY_METHOD(DeleteToken, access_, DeleteToken, kWrite)
  PRESSTM_UNARY_METHOD(SetGrant, access_, SetGrant, kWrite)
  PRESSTM_UNARY_METHOD(ListGrants, access_, ListGrants, kRead)

 private:
  const ServiceResources resources_;
  AccessHandlers access_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAccessService(
    AccessRights& rights, const ServiceResources& resources) {
  return std::make_unique<AccessService>(rights, resources);
}

}  // namespace presstm
