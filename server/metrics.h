// Counts of calls and imports, and what a running server can be asked, for
// Prometheus.
#ifndef SERVER_METRICS_H_
#define SERVER_METRICS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tm_store/model/match.h"

namespace prometheus {
class Collectable;
}

namespace presstm {

// A value that is asked for when metrics are.
struct Gauge {
  std::string name;  // "presstm_database_bytes".
  std::string help;
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;
};

// Thread-safe. Its names are documented in server/README.md.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // A call of a method ("Lookup") begins and ends.
  void BeginCall(absl::string_view method);
  void EndCall(absl::string_view method, const absl::Status& status,
               absl::Duration latency);

  // A look-up was made, alone or among others of one call.
  void AddLookup(const LookupTimes& times);

  // So many units of imports have come to `outcome`: "read", "added", ...
  void CountImported(absl::string_view outcome, int64_t units);

  // While it is set, the server is ready, and `gauges` is called for more.
  void SetReady(std::function<std::vector<Gauge>()> gauges);
  // Returns when `gauges` is not running any more, nor ever again.
  void SetNotReady();

  // All of it in the form that Prometheus reads.
  std::string Text() const;

  // What MetricsEndpoint serves.
  std::vector<std::shared_ptr<prometheus::Collectable>> collectables() const;

 private:
  class Calls;
  class Gauges;

  std::unique_ptr<Calls> calls_;
  std::shared_ptr<Gauges> gauges_;
};

}  // namespace presstm

#endif  // SERVER_METRICS_H_
