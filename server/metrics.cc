#include "server/metrics.h"

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "prometheus/collectable.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"
#include "prometheus/text_serializer.h"
#include "server/metric_names.h"
#include "server/status_util.h"
#include "server/version.h"

namespace presstm {
namespace {

// Seconds, from look-ups in small memories to imports of large files.
const prometheus::Histogram::BucketBoundaries kLatencyBounds = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
    0.1,    0.25,    0.5,    1,     2.5,    5,     10,   60,    600};

// The same of one look-up's parts.
const prometheus::Histogram::BucketBoundaries kStageBounds = {
    0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001,
    0.0025,  0.005,    0.01,    0.025,  0.05,    0.1,    1};

prometheus::MetricFamily ToFamily(const Gauge& gauge) {
  return {.name = gauge.name,
          .help = gauge.help,
          .type = prometheus::MetricType::Gauge,
          .metric = {}};
}

prometheus::ClientMetric ToMetric(const Gauge& gauge) {
  prometheus::ClientMetric metric;
  for (const auto& [name, value] : gauge.labels) {
    metric.label.push_back({.name = name, .value = value});
  }
  metric.gauge.value = gauge.value;
  return metric;
}

}  // namespace

class Metrics::Calls {
 public:
  Calls()
      : registry_(std::make_shared<prometheus::Registry>()),
        finished_(prometheus::BuildCounter()
                      .Name(kCallsMetric)
                      .Help("Finished calls")
                      .Register(*registry_)),
        errors_(prometheus::BuildCounter()
                    .Name("presstm_errors_total")
                    .Help("Calls that ended with an error, by its reason")
                    .Register(*registry_)),
        running_(prometheus::BuildGauge()
                     .Name(kRunningCallsMetric)
                     .Help("Calls that have begun and not ended")
                     .Register(*registry_)),
        latencies_(prometheus::BuildHistogram()
                       .Name(kCallSecondsMetric)
                       .Help("From a call's arrival to its answer")
                       .Register(*registry_)),
        stages_(prometheus::BuildHistogram()
                    .Name(kStageSecondsMetric)
                    .Help("What the stages of one look-up take")
                    .Register(*registry_)),
        prepare_(stages_.Add({{"stage", "prepare"}}, kStageBounds)),
        search_(stages_.Add({{"stage", "search"}}, kStageBounds)),
        score_(stages_.Add({{"stage", "score"}}, kStageBounds)),
        imported_(prometheus::BuildCounter()
                      .Name(kImportedUnitsMetric)
                      .Help("Units of imports, by what became of them")
                      .Register(*registry_)) {
    prometheus::BuildGauge()
        .Name("presstm_build_info")
        .Help("Always 1")
        .Register(*registry_)
        .Add({{"version", std::string(ServerVersion())}})
        .Set(1);
    prometheus::BuildGauge()
        .Name(kStartTimeMetric)
        .Help("When the server started, in seconds since 1970")
        .Register(*registry_)
        .Add({})
        .Set(static_cast<double>(absl::ToUnixSeconds(absl::Now())));
  }

  void Begin(absl::string_view method) { Of(method).running.Increment(); }

  void End(absl::string_view method, const absl::Status& status,
           absl::Duration latency) {
    Method& metrics = Of(method);
    metrics.running.Decrement();
    metrics.latencies.Observe(absl::ToDoubleSeconds(latency));
    if (status.ok()) {
      metrics.ok.Increment();
      return;
    }
    Finished(method, status.code()).Increment();
    errors_.Add({{"reason", WireReason(status)}}).Increment();
  }

  void AddLookup(const LookupTimes& times) {
    prepare_.Observe(absl::ToDoubleSeconds(times.prepare));
    search_.Observe(absl::ToDoubleSeconds(times.search));
    score_.Observe(absl::ToDoubleSeconds(times.score));
  }

  void CountImported(absl::string_view outcome, int64_t units) {
    imported_.Add({{"outcome", std::string(outcome)}})
        .Increment(static_cast<double>(units));
  }

  std::shared_ptr<prometheus::Collectable> registry() const {
    return registry_;
  }

 private:
  // Found once: the library looks for labels anew each time.
  struct Method {
    prometheus::Gauge& running;
    prometheus::Histogram& latencies;
    prometheus::Counter& ok;
  };

  prometheus::Counter& Finished(absl::string_view method,
                                absl::StatusCode code) {
    return finished_.Add({{"method", std::string(method)},
                          {"code", absl::StatusCodeToString(code)}});
  }

  Method& Of(absl::string_view method) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      absl::ReaderMutexLock lock(&mutex_);
      if (const auto it = methods_.find(method); it != methods_.end()) {
        return *it->second;
      }
    }
    const prometheus::Labels labels = {{"method", std::string(method)}};
    absl::MutexLock lock(&mutex_);
    std::unique_ptr<Method>& made = methods_[method];
    if (made == nullptr) {
      made.reset(new Method{running_.Add(labels),
                            latencies_.Add(labels, kLatencyBounds),
                            Finished(method, absl::StatusCode::kOk)});
    }
    return *made;
  }

  const std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>& finished_;
  prometheus::Family<prometheus::Counter>& errors_;
  prometheus::Family<prometheus::Gauge>& running_;
  prometheus::Family<prometheus::Histogram>& latencies_;
  prometheus::Family<prometheus::Histogram>& stages_;
  prometheus::Histogram& prepare_;
  prometheus::Histogram& search_;
  prometheus::Histogram& score_;
  prometheus::Family<prometheus::Counter>& imported_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::unique_ptr<Method>> methods_
      ABSL_GUARDED_BY(mutex_);
};

class Metrics::Gauges : public prometheus::Collectable {
 public:
  void Set(std::function<std::vector<Gauge>()> source) {
    absl::MutexLock lock(&mutex_);
    source_ = std::move(source);
  }

  std::vector<prometheus::MetricFamily> Collect() const override {
    absl::MutexLock lock(&mutex_);
    std::vector<Gauge> gauges = {
        {.name = "presstm_ready",
         .help = "1 while calls are served, 0 while the index is built",
         .labels = {},
         .value = source_ ? 1.0 : 0.0}};
    if (source_) {
      for (Gauge& gauge : source_()) gauges.push_back(std::move(gauge));
    }
    std::vector<prometheus::MetricFamily> families;
    for (const Gauge& gauge : gauges) {
      // Those of one name stand together.
      if (families.empty() || families.back().name != gauge.name) {
        families.push_back(ToFamily(gauge));
      }
      families.back().metric.push_back(ToMetric(gauge));
    }
    return families;
  }

 private:
  mutable absl::Mutex mutex_;
  std::function<std::vector<Gauge>()> source_ ABSL_GUARDED_BY(mutex_);
};

Metrics::Metrics()
    : calls_(std::make_unique<Calls>()), gauges_(std::make_shared<Gauges>()) {}

Metrics::~Metrics() = default;

void Metrics::BeginCall(absl::string_view method) { calls_->Begin(method); }

void Metrics::EndCall(absl::string_view method, const absl::Status& status,
                      absl::Duration latency) {
  calls_->End(method, status, latency);
}

void Metrics::AddLookup(const LookupTimes& times) { calls_->AddLookup(times); }

void Metrics::CountImported(absl::string_view outcome, int64_t units) {
  calls_->CountImported(outcome, units);
}

void Metrics::SetReady(std::function<std::vector<Gauge>()> gauges) {
  gauges_->Set(std::move(gauges));
}

void Metrics::SetNotReady() { gauges_->Set(nullptr); }

std::string Metrics::Text() const {
  std::vector<prometheus::MetricFamily> families;
  for (const auto& collectable : collectables()) {
    for (prometheus::MetricFamily& family : collectable->Collect()) {
      families.push_back(std::move(family));
    }
  }
  return prometheus::TextSerializer().Serialize(families);
}

std::vector<std::shared_ptr<prometheus::Collectable>> Metrics::collectables()
    const {
  return {gauges_, calls_->registry()};
}

}  // namespace presstm
