// What the services have in common: how their methods are dispatched.
#ifndef SERVER_SERVICE_METHODS_H_
#define SERVER_SERVICE_METHODS_H_

#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "server/method_rights.h"
#include "server/quick_reads.h"
#include "server/service_resources.h"
#include "server/unary_call.h"
#include "server/worker_pool.h"

namespace presstm {

// What a unary method does.
enum class MethodKind {
  kQuickRead,  // May be run on gRPC's own threads where it is short.
  kRead,
  kWrite,
};

// Null for gRPC's own thread.
inline WorkerPool* PoolFor(MethodKind kind, const ServiceResources& resources,
                           const UnaryCall& call) {
  if (kind == MethodKind::kWrite) return &resources.pools.write;
  const bool is_quick = kind == MethodKind::kQuickRead && IsShort(call) &&
                        resources.quick_reads.are_quick();
  return is_quick ? nullptr : &resources.pools.unary;
}

// Wraps `Base` in each of `Methods`, the first outermost.
template <typename Base, template <typename> typename... Methods>
struct Wrapped {
  using Type = Base;
};
template <typename Base, template <typename> typename First,
          template <typename> typename... Rest>
struct Wrapped<Base, First, Rest...> {
  using Type = First<typename Wrapped<Base, Rest...>::Type>;
};

// In a class with ServiceResources resources_: the Method of that name.
#define PRESSTM_METHOD(method) \
  Method { #method, NeededRole(#method), &resources_ }

// One unary method: gRPC's name for it, the handler's function, its kind.
#define PRESSTM_UNARY_METHOD(method, handlers, function, kind)             \
  grpc::ServerUnaryReactor* method(grpc::CallbackServerContext* context,   \
                                   const grpc::ByteBuffer* request,        \
                                   grpc::ByteBuffer* response) override {  \
    const UnaryCall call = {PRESSTM_METHOD(method), context, request,      \
                            response,                                      \
                            MethodKind::kind == MethodKind::kQuickRead};   \
    return RunUnaryCall(PoolFor(MethodKind::kind, resources_, call), call, \
                        handlers, &decltype(handlers)::function);          \
  }

}  // namespace presstm

#endif  // SERVER_SERVICE_METHODS_H_
