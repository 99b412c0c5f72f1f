// AccessService: hands each method's calls to its handler.
#ifndef SERVER_ACCESS_SERVICE_H_
#define SERVER_ACCESS_SERVICE_H_

#include <memory>

#include "presstm/v1/access.grpc.pb.h"
#include "server/service_methods.h"
#include "tm_store/access_rights.h"

namespace presstm {

// Makes the service. `rights` must outlive it, and it all its calls.
std::unique_ptr<grpc::Service> MakeAccessService(
    AccessRights& rights, const ServiceResources& resources);

}  // namespace presstm

#endif  // SERVER_ACCESS_SERVICE_H_
