// How a unary call is served: bytes are parsed, handled and answered on a
// worker's thread, or at once on gRPC's, and noted (served_call.h).
#ifndef SERVER_UNARY_CALL_H_
#define SERVER_UNARY_CALL_H_

#include <functional>

#include "absl/status/statusor.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "server/request_context.h"
#include "server/request_parser.h"
#include "server/request_scope.h"
#include "server/worker_pool.h"
#include "tm_store/base/status_macros.h"

namespace presstm {

// What gRPC hands over; all of it is valid until the call is finished.
struct UnaryCall {
  Method method;
  grpc::CallbackServerContext* context;
  const grpc::ByteBuffer* request;
  grpc::ByteBuffer* response;
  bool may_be_quick = false;  // It counts for QuickReads.
};

using BytesHandler = std::function<absl::StatusOr<grpc::ByteBuffer>(
    const grpc::ByteBuffer&, const RequestContext&)>;

// Calls `handler` on `pool`, or where it is null on this thread, then finishes
// the call. Returns the reactor to give to gRPC. An exception from `handler`
// becomes an error.
grpc::ServerUnaryReactor* RunUnaryCall(WorkerPool* pool, const UnaryCall& call,
                                       BytesHandler handler);

// Whether the request has no long text, which alone may take long to look up.
inline bool IsShort(const UnaryCall& call) {
  constexpr size_t kShortBytes = 2'048;
  return call.request->Length() <= kShortBytes;
}

// The same for a handler of messages, a member of `handlers`, which is asked
// only if the caller has the rights to what it wants.
template <typename Handlers, typename Request, typename Response>
grpc::ServerUnaryReactor* RunUnaryCall(
    WorkerPool* pool, const UnaryCall& call, Handlers& handlers,
    absl::StatusOr<Response> (Handlers::*handler)(const Request&,
                                                  const RequestContext&)) {
  return RunUnaryCall(
      pool, call,
      [&handlers, handler](
          const grpc::ByteBuffer& bytes,
          const RequestContext& context) -> absl::StatusOr<grpc::ByteBuffer> {
        Request request;
        PRESSTM_RETURN_IF_ERROR(ParseRequest(bytes, request));
        PRESSTM_RETURN_IF_ERROR(context.CheckRights(ScopeOf(request)));
        PRESSTM_ASSIGN_OR_RETURN(const Response response,
                                 (handlers.*handler)(request, context));
        return SerializeResponse(response);
      });
}

}  // namespace presstm

#endif  // SERVER_UNARY_CALL_H_
