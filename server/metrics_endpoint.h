// Where Prometheus reads metrics: http://HOST:PORT/metrics, apart from calls.
#ifndef SERVER_METRICS_ENDPOINT_H_
#define SERVER_METRICS_ENDPOINT_H_

#include <memory>

#include "absl/status/statusor.h"
#include "server/listen_address.h"
#include "server/metrics.h"

namespace prometheus {
class Exposer;
}

namespace presstm {

// Thread-safe. Answers from its beginning to its end.
class MetricsEndpoint {
 public:
  // Unavailable if the address cannot be had. Its host is "localhost" or an IP
  // address.
  static absl::StatusOr<std::unique_ptr<MetricsEndpoint>> Start(
      const ListenAddress& address, const Metrics& metrics);
  ~MetricsEndpoint();
  MetricsEndpoint(const MetricsEndpoint&) = delete;
  MetricsEndpoint& operator=(const MetricsEndpoint&) = delete;

  // With the port that was chosen.
  const ListenAddress& address() const { return address_; }

 private:
  MetricsEndpoint(std::unique_ptr<prometheus::Exposer> exposer,
                  const ListenAddress& address);

  std::unique_ptr<prometheus::Exposer> exposer_;
  ListenAddress address_;
};

}  // namespace presstm

#endif  // SERVER_METRICS_ENDPOINT_H_
