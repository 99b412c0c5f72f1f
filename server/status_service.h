// ServerStatusService: hands each method's calls to its handler.
#ifndef SERVER_STATUS_SERVICE_H_
#define SERVER_STATUS_SERVICE_H_

#include <memory>

#include "presstm/v1/server_status.grpc.pb.h"
#include "server/service_methods.h"

namespace presstm {

// Makes the service. `resources` must outlive it, and it all its calls.
std::unique_ptr<grpc::Service> MakeStatusService(
    const ServiceResources& resources);

}  // namespace presstm

#endif  // SERVER_STATUS_SERVICE_H_
