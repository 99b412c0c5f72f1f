#include "server/unary_call.h"

#include <utility>

#include "server/exception_guard.h"
#include "server/quick_reads.h"
#include "server/served_call.h"
#include "server/status_util.h"

namespace presstm {
namespace {

absl::Status Serve(const UnaryCall& call, const BytesHandler& handler) {
  return GuardExceptions([&]() -> absl::Status {
    PRESSTM_ASSIGN_OR_RETURN(
        const RequestContext context,
        MakeRequestContext(*call.context, call.method,
                           call.method.resources->limits.default_deadline));
    PRESSTM_ASSIGN_OR_RETURN(*call.response, handler(*call.request, context));
    return absl::OkStatus();
  });
}

}  // namespace

grpc::ServerUnaryReactor* RunUnaryCall(WorkerPool* pool, const UnaryCall& call,
                                       BytesHandler handler) {
  grpc::ServerUnaryReactor* reactor = call.context->DefaultReactor();
  const ServedCall served(call.method, /*is_stream=*/false, *call.context);
  const auto finish = [call, reactor, served](const absl::Status& status) {
    const absl::Duration latency =
        served.End(status, call.request->Length(),
                   status.ok() ? call.response->Length() : 0);
    if (call.may_be_quick) call.method.resources->quick_reads.Add(latency);
    reactor->Finish(ToGrpcStatus(status));  // Ends the life of `call`.
  };
  if (pool == nullptr) {
    finish(Serve(call, handler));
    return reactor;
  }
  const absl::Status accepted =
      pool->Run(NameOfCaller(*call.context, *call.method.resources),
                [call, finish, handler = std::move(handler)] {
                  finish(Serve(call, handler));
                });
  if (!accepted.ok()) finish(accepted);
  return reactor;
}

}  // namespace presstm
