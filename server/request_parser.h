// From a request's bytes to its message, with errors that say which field.
//
// gRPC's own parsing answers a request with invalid UTF-8 by UNIMPLEMENTED
// without a word (as of 1.51: protobuf refuses the message, and the callback
// handler then behaves as if there were no method). The services therefore
// take bytes and parse here; a worker's thread does it, not gRPC's.
#ifndef SERVER_REQUEST_PARSER_H_
#define SERVER_REQUEST_PARSER_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"

namespace presstm {

// Fills `message` from `buffer`. InvalidArgument with reason INVALID_UTF8 and
// the field's name, or, if the bytes are no such message, INVALID_ARGUMENT.
// Thread-safe.
absl::Status ParseRequest(const grpc::ByteBuffer& buffer,
                          google::protobuf::Message& message);

// Returns the path of the first string field of a serialized message of type
// `descriptor` that is not valid UTF-8, for example
// "translation_unit.variants[1].segment.text".
std::optional<std::string> FindInvalidUtf8Field(
    const google::protobuf::Descriptor& descriptor, absl::string_view bytes);

// Returns `message` as bytes to send.
grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& message);

}  // namespace presstm

#endif  // SERVER_REQUEST_PARSER_H_
