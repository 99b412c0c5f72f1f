// Ends of a stream that end with the caller's rights: a token may be revoked,
// or a role taken away, while files go in or out.
#ifndef SERVER_RIGHTS_CHECKED_STREAM_H_
#define SERVER_RIGHTS_CHECKED_STREAM_H_

#include <optional>
#include <utility>

#include "server/request_context.h"
#include "server/stream_call.h"
#include "tm_store/base/status_macros.h"

namespace presstm {

// Both keep references. Before each message goes on, the caller's rights to
// `scope` are checked; the errors are those of RequestContext::CheckRights.
// Thread-compatible.
class RightsCheckedWriter : public StreamWriter {
 public:
  RightsCheckedWriter(StreamWriter& writer, const RequestContext& context,
                      RequestScope scope)
      : writer_(writer), context_(context), scope_(std::move(scope)) {}

  absl::Status Write(const google::protobuf::Message& message) override {
    PRESSTM_RETURN_IF_ERROR(context_.CheckRights(scope_));
    return writer_.Write(message);
  }
  bool TryWrite(const google::protobuf::Message& message) override {
    return context_.CheckRights(scope_).ok() && writer_.TryWrite(message);
  }

 private:
  StreamWriter& writer_;
  const RequestContext& context_;
  const RequestScope scope_;
};

class RightsCheckedReader : public StreamReader {
 public:
  RightsCheckedReader(StreamReader& reader, const RequestContext& context,
                      RequestScope scope)
      : reader_(reader), context_(context), scope_(std::move(scope)) {}

  absl::StatusOr<std::optional<grpc::ByteBuffer>> Read() override {
    auto bytes = reader_.Read();
    PRESSTM_RETURN_IF_ERROR(context_.CheckRights(scope_));
    return bytes;
  }

 private:
  StreamReader& reader_;
  const RequestContext& context_;
  const RequestScope scope_;
};

}  // namespace presstm

#endif  // SERVER_RIGHTS_CHECKED_STREAM_H_
