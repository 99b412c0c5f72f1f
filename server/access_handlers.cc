#include "server/access_handlers.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/converters/access_converter.h"
#include "server/converters/annotated.h"
#include "server/converters/time_converter.h"
#include "server/paging.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Where a grant stands in the list. Names of memories have no slash.
std::string PositionOf(const Grant& grant) {
  return absl::StrCat(grant.memory, "/", grant.identity);
}

// Only identity and memory.
Grant FromPosition(absl::string_view position) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(position, absl::MaxSplits('/', 1));
  return {.identity = parts.second, .memory = parts.first};
}

}  // namespace

absl::StatusOr<v1::GetIdentityResponse> AccessHandlers::GetIdentity(
    const v1::GetIdentityRequest& /*request*/, const RequestContext& context) {
  const std::string& identity = context.caller.identity();
  v1::GetIdentityResponse response;
  response.set_identity(identity);
  if (context.caller.may_do_everything()) {
    *response.add_grants() =
        ToProto(Grant{.identity = identity, .role = Role::kAdministrator});
    return response;
  }
  for (const Grant& grant : rights_.ListGrants(
           identity, /*after=*/{}, std::numeric_limits<int>::max())) {
    *response.add_grants() = ToProto(grant);
  }
  return response;
}

absl::StatusOr<v1::CreateTokenResponse> AccessHandlers::CreateToken(
    const v1::CreateTokenRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(AccessToken token,
                           InField(FromProto(request.token()), "token"));
  PRESSTM_ASSIGN_OR_RETURN(
      const AccessRights::NewToken created,
      InField(rights_.CreateToken(std::move(token), context.user), "token"));
  v1::CreateTokenResponse response;
  *response.mutable_token() = ToProto(created.token);
  response.set_text(created.text);
  return response;
}

absl::StatusOr<v1::ListTokensResponse> AccessHandlers::ListTokens(
    const v1::ListTokensRequest& request, const RequestContext& /*context*/) {
  PRESSTM_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PRESSTM_ASSIGN_OR_RETURN(
      const int64_t after,
      ParseNumericPageToken(request, request.page_token()));
  // One more than asked for tells whether there is a next page.
  std::vector<AccessRights::ListedToken> tokens =
      rights_.ListTokens(after, size + 1);
  v1::ListTokensResponse response;
  if (tokens.size() > static_cast<size_t>(size)) {
    tokens.resize(size);
    response.set_next_page_token(
        MakePageToken(request, absl::StrCat(tokens.back().token.id)));
  }
  for (const AccessRights::ListedToken& listed : tokens) {
    v1::Token& token = *response.add_tokens();
    token = ToProto(listed.token);
    if (listed.last_used_time != absl::InfinitePast()) {
      *token.mutable_last_used_time() = ToProto(listed.last_used_time);
    }
  }
  return response;
}

absl::StatusOr<google::protobuf::Empty> AccessHandlers::DeleteToken(
    const v1::DeleteTokenRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const int64_t id,
                           ParseTokenName(request.name(), "name"));
  PRESSTM_RETURN_IF_ERROR(rights_.DeleteToken(id, context.user));
  return google::protobuf::Empty();
}

absl::StatusOr<v1::Grant> AccessHandlers::SetGrant(
    const v1::SetGrantRequest& request, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const Grant grant,
                           InField(FromProto(request.grant()), "grant"));
  if (absl::Status set = rights_.SetGrant(grant, context.user); !set.ok()) {
    return InField(absl::StatusOr<v1::Grant>(std::move(set)), "grant");
  }
  return ToProto(grant);
}

absl::StatusOr<v1::ListGrantsResponse> AccessHandlers::ListGrants(
    const v1::ListGrantsRequest& request, const RequestContext& /*context*/) {
  PRESSTM_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PRESSTM_ASSIGN_OR_RETURN(const std::string position,
                           ParsePageToken(request, request.page_token()));
  std::vector<Grant> grants =
      rights_.ListGrants(request.identity(), FromPosition(position), size + 1);
  v1::ListGrantsResponse response;
  if (grants.size() > static_cast<size_t>(size)) {
    grants.resize(size);
    response.set_next_page_token(
        MakePageToken(request, PositionOf(grants.back())));
  }
  for (const Grant& grant : grants) *response.add_grants() = ToProto(grant);
  return response;
}

}  // namespace presstm
