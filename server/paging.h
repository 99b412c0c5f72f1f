// Page sizes and page tokens.
#ifndef SERVER_PAGING_H_
#define SERVER_PAGING_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace presstm {

// Returns how many rows a page has: 0 means kDefaultPageSize, more than
// kMaxPageSize means that. InvalidArgument if negative.
absl::StatusOr<int> PageSize(int requested);

// Returns the token of the page after `position`, the key of the last row
// shown. It is bound to the fields of `request` other than page_size and
// page_token: they are part of a hash in it. Opaque to clients, readable by
// every server of this version, not secret.
std::string MakePageToken(const google::protobuf::Message& request,
                          absl::string_view position);

// Returns the position in `token`, "" if it is empty. InvalidArgument if it
// is not one MakePageToken made for a request like this.
absl::StatusOr<std::string> ParsePageToken(
    const google::protobuf::Message& request, absl::string_view token);

// As ParsePageToken, for positions that are numbers; 0 if it is empty.
absl::StatusOr<int64_t> ParseNumericPageToken(
    const google::protobuf::Message& request, absl::string_view token);

}  // namespace presstm

#endif  // SERVER_PAGING_H_
