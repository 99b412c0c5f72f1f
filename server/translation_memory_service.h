// The gRPC service: hands each method's calls to its handler.
#ifndef SERVER_TRANSLATION_MEMORY_SERVICE_H_
#define SERVER_TRANSLATION_MEMORY_SERVICE_H_

#include <memory>

#include "presstm/v1/translation_memory.grpc.pb.h"
#include "server/worker_pool.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Makes the service. Unary calls run on `unary_pool`, streams on
// `stream_pool`; both, and `memory`, must outlive the service, and the
// service all its calls.
std::unique_ptr<grpc::Service> MakeTranslationMemoryService(
    TranslationMemory& memory, WorkerPool& unary_pool, WorkerPool& stream_pool);

}  // namespace presstm

#endif  // SERVER_TRANSLATION_MEMORY_SERVICE_H_
