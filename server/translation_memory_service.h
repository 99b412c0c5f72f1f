// TranslationMemoryService: hands each method's calls to its handler.
#ifndef SERVER_TRANSLATION_MEMORY_SERVICE_H_
#define SERVER_TRANSLATION_MEMORY_SERVICE_H_

#include <memory>

#include "presstm/v1/translation_memory.grpc.pb.h"
#include "server/service_methods.h"
#include "tm_store/translation_memory.h"

namespace presstm {

// Makes the service. `memory` must outlive it, and it all its calls.
std::unique_ptr<grpc::Service> MakeTranslationMemoryService(
    TranslationMemory& memory, const ServiceResources& resources);

}  // namespace presstm

#endif  // SERVER_TRANSLATION_MEMORY_SERVICE_H_
