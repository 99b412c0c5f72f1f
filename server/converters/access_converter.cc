#include "server/converters/access_converter.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "server/converters/annotated.h"
#include "server/converters/time_converter.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::StatusOr<Role> FromProto(v1::Role role) {
  for (const Role known : {Role::kNone, Role::kReader, Role::kContributor,
                           Role::kMaintainer, Role::kAdministrator}) {
    if (ToProto(known) == role) return known;
  }
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat("there is no role ", static_cast<int>(role)));
}

// "" for all memories.
std::string MemoryResourceNameOrNone(const std::string& memory) {
  return memory.empty() ? "" : MemoryResourceName(memory);
}

}  // namespace

v1::Role ToProto(Role role) {
  switch (role) {
    case Role::kNone:
      break;
    case Role::kReader:
      return v1::ROLE_READER;
    case Role::kContributor:
      return v1::ROLE_CONTRIBUTOR;
    case Role::kMaintainer:
      return v1::ROLE_MAINTAINER;
    case Role::kAdministrator:
      return v1::ROLE_ADMINISTRATOR;
  }
  return v1::ROLE_UNSPECIFIED;
}

v1::Token ToProto(const AccessToken& token) {
  v1::Token proto;
  proto.set_name(TokenResourceName(token.id));
  proto.set_identity(token.identity);
  proto.set_description(token.description);
  if (token.expire_time != absl::InfiniteFuture()) {
    *proto.mutable_expire_time() = ToProto(token.expire_time);
  }
  *proto.mutable_create_time() = ToProto(token.create_time);
  proto.set_created_by(token.created_by);
  return proto;
}

v1::Grant ToProto(const Grant& grant) {
  v1::Grant proto;
  proto.set_identity(grant.identity);
  proto.set_memory(MemoryResourceNameOrNone(grant.memory));
  proto.set_role(ToProto(grant.role));
  return proto;
}

v1::AccessChange ToProto(const AccessChange& change) {
  v1::AccessChange proto;
  proto.set_identity(change.identity);
  if (change.token_id != 0) proto.set_token(TokenResourceName(change.token_id));
  proto.set_memory(MemoryResourceNameOrNone(change.memory));
  proto.set_role(ToProto(change.role));
  return proto;
}

absl::StatusOr<AccessToken> FromProto(const v1::Token& proto) {
  AccessToken token = {.identity = proto.identity(),
                       .description = proto.description()};
  if (proto.has_expire_time()) {
    PRESSTM_ASSIGN_OR_RETURN(
        token.expire_time,
        InField(FromProto(proto.expire_time()), "expire_time"));
  }
  return token;
}

absl::StatusOr<Grant> FromProto(const v1::Grant& proto) {
  Grant grant = {.identity = proto.identity()};
  PRESSTM_ASSIGN_OR_RETURN(grant.role,
                           InField(FromProto(proto.role()), "role"));
  if (!proto.memory().empty()) {
    PRESSTM_ASSIGN_OR_RETURN(grant.memory,
                             ParseMemoryName(proto.memory(), "memory"));
  }
  return grant;
}

}  // namespace presstm
