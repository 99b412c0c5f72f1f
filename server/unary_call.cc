#include "server/unary_call.h"

#include <utility>

#include "server/exception_guard.h"
#include "server/log.h"
#include "server/status_util.h"

namespace presstm {
namespace {

absl::Status Serve(const UnaryCall& call, const BytesHandler& handler) {
  return GuardExceptions([&]() -> absl::Status {
    PRESSTM_ASSIGN_OR_RETURN(const RequestContext context,
                             MakeRequestContext(*call.context, call.method));
    PRESSTM_ASSIGN_OR_RETURN(*call.response, handler(*call.request, context));
    return absl::OkStatus();
  });
}

}  // namespace

grpc::ServerUnaryReactor* RunUnaryCall(WorkerPool* pool, const UnaryCall& call,
                                       BytesHandler handler) {
  grpc::ServerUnaryReactor* reactor = call.context->DefaultReactor();
  const absl::Time start = absl::Now();
  const auto finish = [call, reactor, start](const absl::Status& status) {
    LogCall({.method = call.method.name,
             .status = status,
             .latency = absl::Now() - start,
             .request_bytes = call.request->Length(),
             .response_bytes = status.ok() ? call.response->Length() : 0});
    reactor->Finish(ToGrpcStatus(status));  // Ends the life of `call`.
  };
  if (pool == nullptr) {
    finish(Serve(call, handler));
    return reactor;
  }
  const absl::Status accepted =
      pool->Run([call, finish, handler = std::move(handler)] {
        finish(Serve(call, handler));
      });
  if (!accepted.ok()) finish(accepted);
  return reactor;
}

}  // namespace presstm
