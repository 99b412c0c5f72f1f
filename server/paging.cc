#include "server/paging.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "tm_store/base/error.h"
#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// FNV-1a, 64 bits: the same in every process, as absl::Hash is not.
uint64_t Fnv1a(absl::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return hash;
}

// What stands before the position: the version of the token's form and a
// hash of all that must not change from page to page.
std::string TokenPrefix(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> copy(request.New());
  copy->CopyFrom(request);
  const google::protobuf::Descriptor& descriptor = *copy->GetDescriptor();
  for (const char* name : {"page_size", "page_token"}) {
    if (const auto* field = descriptor.FindFieldByName(name)) {
      copy->GetReflection()->ClearField(copy.get(), field);
    }
  }
  return absl::StrFormat("1:%016x:",
                         Fnv1a(absl::StrCat(descriptor.full_name(), "\n",
                                            copy->SerializeAsString())));
}

}  // namespace

absl::StatusOr<int> PageSize(int requested) {
  if (requested < 0) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "page_size must not be negative", "page_size");
  }
  return requested == 0 ? kDefaultPageSize : std::min(requested, kMaxPageSize);
}

std::string MakePageToken(const google::protobuf::Message& request,
                          absl::string_view position) {
  return absl::WebSafeBase64Escape(
      absl::StrCat(TokenPrefix(request), position));
}

absl::StatusOr<std::string> ParsePageToken(
    const google::protobuf::Message& request, absl::string_view token) {
  if (token.empty()) return "";
  std::string decoded;
  absl::string_view position;
  if (absl::WebSafeBase64Unescape(token, &decoded) && IsValidUtf8(decoded)) {
    position = decoded;
    if (absl::ConsumePrefix(&position, TokenPrefix(request)) &&
        !position.empty()) {
      return std::string(position);
    }
  }
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      "page_token must be the next_page_token of a request that was the same "
      "in all other fields but page_size",
      "page_token");
}

absl::StatusOr<int64_t> ParseNumericPageToken(
    const google::protobuf::Message& request, absl::string_view token) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string position,
                           ParsePageToken(request, token));
  int64_t number = 0;
  if (position.empty() || absl::SimpleAtoi(position, &number)) return number;
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         "page_token is not valid", "page_token");
}

}  // namespace presstm
