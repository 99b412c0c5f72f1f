// The gRPC service: hands each method's calls to its handler.
#ifndef SERVER_TRANSLATION_MEMORY_SERVICE_H_
#define SERVER_TRANSLATION_MEMORY_SERVICE_H_

#include <memory>

#include "presstm/v1/translation_memory.grpc.pb.h"
#include "server/metrics.h"
#include "server/worker_pool.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// The threads on which calls run: apart, so that none of the three kinds keeps
// the others waiting.
struct ServicePools {
  WorkerPool& unary;   // Unary calls that read.
  WorkerPool& write;   // Unary calls that write.
  WorkerPool& stream;  // Streams.
};

// Makes the service. Pools, `memory` and `metrics`, which may be null, must
// outlive the service, and the service all its calls.
std::unique_ptr<grpc::Service> MakeTranslationMemoryService(
    TranslationMemory& memory, const ServicePools& pools, Metrics* metrics);

}  // namespace presstm

#endif  // SERVER_TRANSLATION_MEMORY_SERVICE_H_
