// Tokens, grants and roles: library <-> v1.
#ifndef SERVER_CONVERTERS_ACCESS_CONVERTER_H_
#define SERVER_CONVERTERS_ACCESS_CONVERTER_H_

#include "absl/status/statusor.h"
#include "presstm/v1/access.pb.h"
#include "tm_store/model/access.h"

namespace presstm {

v1::Role ToProto(Role role);
v1::Token ToProto(const AccessToken& token);
v1::Grant ToProto(const Grant& grant);
v1::AccessChange ToProto(const AccessChange& change);

// Identity, description and time of expiry. InvalidArgument names the field.
absl::StatusOr<AccessToken> FromProto(const v1::Token& token);
// InvalidArgument names the field.
absl::StatusOr<Grant> FromProto(const v1::Grant& grant);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_ACCESS_CONVERTER_H_
