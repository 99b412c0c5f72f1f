// The standard server reflection, with the comments of our proto files: to
// somebody with a generic tool they are the manual. gRPC's own serves what is
// compiled into the program, which has no comments.
#ifndef SERVER_REFLECTION_SERVICE_H_
#define SERVER_REFLECTION_SERVICE_H_

#include <memory>

#include "grpcpp/impl/service_type.h"

namespace presstm {

// Thread-safe; must outlive its calls.
std::unique_ptr<grpc::Service> MakeReflectionService();

}  // namespace presstm

#endif  // SERVER_REFLECTION_SERVICE_H_
