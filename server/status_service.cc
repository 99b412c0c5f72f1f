#include "server/status_service.h"

#include "server/status_handlers.h"

namespace presstm {
namespace {

using S = v1::ServerStatusService;

// Every method takes bytes: see request_parser.h.
using RawService = Wrapped<S::Service, S::WithRawCallbackMethod_GetVersion,
                           S::WithRawCallbackMethod_GetServerStatus>::Type;

class StatusService final : public RawService {
 public:
  explicit StatusService(const ServiceResources& resources)
      : resources_(resources), status_(resources.metrics) {}

  PRESSTM_UNARY_METHOD(GetVersion, status_, GetVersion, kQuickRead)
  PRESSTM_UNARY_METHOD(GetServerStatus, status_, GetServerStatus, kRead)

 private:
  const ServiceResources resources_;
  StatusHandlers status_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeStatusService(
    const ServiceResources& resources) {
  return std::make_unique<StatusService>(resources);
}

}  // namespace presstm
