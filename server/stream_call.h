// How a streaming call is served: its handler runs on one worker's thread and
// reads and writes as if calls blocked. The handler is thus plain sequential
// code; the price is a thread for each stream, of a pool of their own so that
// no number of slow imports keeps look-ups waiting.
//
// One message is under way at a time in each direction, so memory does not
// grow with a fast sender or a slow receiver.
#ifndef SERVER_STREAM_CALL_H_
#define SERVER_STREAM_CALL_H_

#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "server/request_context.h"
#include "server/worker_pool.h"

namespace presstm {

// A client that sends nothing, or takes nothing, for so long loses the call:
// it holds a thread.
inline constexpr absl::Duration kSendTimeout = absl::Minutes(10);
inline constexpr absl::Duration kTakeTimeout = absl::Minutes(2);

// The handler's ends of a stream. Thread-compatible, but one thread may read
// while another writes; valid during the handler's call.
class StreamWriter {
 public:
  virtual ~StreamWriter() = default;
  // Returns when the message is on its way. Cancelled if the client is gone;
  // DeadlineExceeded after kTakeTimeout.
  virtual absl::Status Write(const google::protobuf::Message& message) = 0;
  // Sends the message without waiting, or returns false if the one before is
  // not on its way yet: the client is slow in taking it.
  virtual bool TryWrite(const google::protobuf::Message& message) = 0;
};

class StreamReader {
 public:
  virtual ~StreamReader() = default;
  // Returns the next message's bytes, nullopt when the client has sent all.
  // Errors as above; the timeout is kSendTimeout.
  virtual absl::StatusOr<std::optional<grpc::ByteBuffer>> Read() = 0;
};

struct StreamCall {
  Method method;
  grpc::CallbackServerContext* context;
};

using BidiHandler = std::function<absl::Status(StreamReader&, StreamWriter&,
                                               const RequestContext&)>;
using DownloadHandler = std::function<absl::Status(
    const grpc::ByteBuffer& request, StreamWriter&, const RequestContext&)>;

// Handlers check the rights to what is asked for: context.CheckRights.
//
// Find out who calls and take one of its places (TransferLimiter), call
// `handler` on `pool`, then finish the call with its status. Return the reactor
// to give to gRPC. An exception from `handler` becomes an error.
grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* RunBidiCall(
    WorkerPool& pool, const StreamCall& call, BidiHandler handler);
grpc::ServerWriteReactor<grpc::ByteBuffer>* RunDownloadCall(
    WorkerPool& pool, const StreamCall& call, const grpc::ByteBuffer* request,
    DownloadHandler handler);

}  // namespace presstm

#endif  // SERVER_STREAM_CALL_H_
