#include "server/metrics_endpoint.h"

#include <exception>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "prometheus/exposer.h"

namespace presstm {

absl::StatusOr<std::unique_ptr<MetricsEndpoint>> MetricsEndpoint::Start(
    const ListenAddress& address, const Metrics& metrics) {
  ListenAddress bound = address;
  // The library's server takes numbers only.
  if (bound.host == "localhost") bound.host = "127.0.0.1";
  if (bound.host.find(':') != std::string::npos) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", ToString(address),
                     " for metrics: they are served on IPv4 addresses only"));
  }
  try {
    // Who sends half a request, or reads nothing, does not keep others waiting.
    auto exposer =
        std::make_unique<prometheus::Exposer>(std::vector<std::string>{
            "listening_ports", ToString(bound), "num_threads", "8",
            "request_timeout_ms", "2000"});
    for (const auto& collectable : metrics.collectables()) {
      exposer->RegisterCollectable(collectable);
    }
    const std::vector<int> ports = exposer->GetListeningPorts();
    if (!ports.empty()) bound.port = ports.front();
    return std::unique_ptr<MetricsEndpoint>(
        new MetricsEndpoint(std::move(exposer), bound));
  } catch (const std::exception&) {
    return absl::UnavailableError(absl::StrCat(
        "cannot listen on ", ToString(address),
        " for metrics: the address is taken or not this machine's"));
  }
}

MetricsEndpoint::MetricsEndpoint(std::unique_ptr<prometheus::Exposer> exposer,
                                 const ListenAddress& address)
    : exposer_(std::move(exposer)), address_(address) {}

MetricsEndpoint::~MetricsEndpoint() = default;

}  // namespace presstm
