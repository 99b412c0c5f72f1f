// The id by which a client and the log speak of one call.
#ifndef SERVER_REQUEST_ID_H_
#define SERVER_REQUEST_ID_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grpcpp/server_context.h"

namespace presstm {

// The metadata key, of the call and of the end of its answer.
inline constexpr char kRequestIdMetadataKey[] = "x-request-id";

// Whether a client's id is taken: 1-64 letters, digits and ".", "_", "-", so
// that it can do nothing to a log.
bool IsRequestId(absl::string_view text);

// The client's id, or else a new one of 16 hexadecimal digits. It is put into
// what is sent at the end of the call, so call this once, at the beginning.
std::string TakeRequestId(grpc::CallbackServerContext& context);

}  // namespace presstm

#endif  // SERVER_REQUEST_ID_H_
