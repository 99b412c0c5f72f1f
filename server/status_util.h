// The one place where errors become gRPC statuses.
#ifndef SERVER_STATUS_UTIL_H_
#define SERVER_STATUS_UTIL_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/status.h"
#include "presstm/v1/error_details.pb.h"

namespace presstm {

// Returns `status` as it goes over the wire: same code; the message, cut at
// 1,000 bytes so that it fits into gRPC's 8 KiB of metadata; as details an
// ErrorInfo with the reason put in by MakeError, or else the code's name, and
// a BadRequest if a field is to blame. Thread-safe.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The same as a message, for errors inside a reply.
v1::Status ToStatusProto(const absl::Status& status);

// The reason ToGrpcStatus sends: "MEMORY_NOT_FOUND", "CANCELLED"; "" for OK.
std::string WireReason(const absl::Status& status);

// Returns `text` as a string field may hold it: what is not UTF-8 becomes
// U+FFFD, and what goes beyond `max_bytes` is cut off between characters. For
// names from files, which may be anything.
std::string BoundedUtf8(absl::string_view text, size_t max_bytes);

}  // namespace presstm

#endif  // SERVER_STATUS_UTIL_H_
