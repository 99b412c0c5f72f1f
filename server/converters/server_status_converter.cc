#include "server/converters/server_status_converter.h"

#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"
#include "server/converters/time_converter.h"
#include "server/metric_names.h"

namespace presstm {
namespace {

using prometheus::ClientMetric;

std::string LabelOf(const ClientMetric& metric, absl::string_view name) {
  for (const ClientMetric::Label& label : metric.label) {
    if (label.name == name) return label.value;
  }
  return "";
}

int64_t Count(double value) { return std::llround(value); }

// Within a bucket values are taken to be spread evenly; those above the last
// bound to be at it.
absl::Duration Percentile(const ClientMetric::Histogram& histogram,
                          double fraction) {
  const double rank = fraction * static_cast<double>(histogram.sample_count);
  double lower = 0;
  double below = 0;
  for (const ClientMetric::Bucket& bucket : histogram.bucket) {
    const auto upto = static_cast<double>(bucket.cumulative_count);
    if (std::isinf(bucket.upper_bound)) break;
    if (upto >= rank && upto > below) {
      const double part = (rank - below) / (upto - below);
      return absl::Seconds(lower + part * (bucket.upper_bound - lower));
    }
    lower = bucket.upper_bound;
    below = upto;
  }
  return absl::Seconds(lower);
}

void SetLatency(const ClientMetric::Histogram& histogram,
                v1::LatencyStatistics& latency) {
  const auto count = static_cast<double>(histogram.sample_count);
  if (count == 0) return;
  *latency.mutable_mean() =
      ToProto(absl::Seconds(histogram.sample_sum / count));
  *latency.mutable_percentile_50() = ToProto(Percentile(histogram, 0.5));
  *latency.mutable_percentile_99() = ToProto(Percentile(histogram, 0.99));
}

// Takes one metric after another.
class StatusBuilder {
 public:
  void Add(const std::string& name, const ClientMetric& metric) {
    if (const auto it = kReaders.find(name); it != kReaders.end()) {
      (this->*it->second)(metric);
    }
  }

  v1::ServerStatus Take() {
    for (const char* stage : {"prepare", "search", "score"}) {
      if (const auto it = stages_.find(stage); it != stages_.end()) {
        *status_.add_lookup_stages() = std::move(it->second);
      }
    }
    AddAll(calls_, *status_.mutable_calls());
    AddAll(indexes_, *status_.mutable_indexes());
    AddAll(pools_, *status_.mutable_pools());
    return std::move(status_);
  }

 private:
  using Reader = void (StatusBuilder::*)(const ClientMetric&);
  static const std::map<std::string, Reader> kReaders;

  template <typename Map, typename Repeated>
  static void AddAll(Map& map, Repeated& repeated) {
    for (auto& [key, value] : map) *repeated.Add() = std::move(value);
  }

  v1::CallStatistics& CallsOf(const ClientMetric& metric) {
    const std::string method = LabelOf(metric, "method");
    v1::CallStatistics& calls = calls_[method];
    calls.set_method(method);
    return calls;
  }
  v1::IndexSize& IndexOf(const ClientMetric& metric) {
    const std::string language = LabelOf(metric, "language");
    v1::IndexSize& index = indexes_[language];
    index.set_language_code(language);
    return index;
  }
  v1::PoolLoad& PoolOf(const ClientMetric& metric) {
    const std::string pool = LabelOf(metric, "pool");
    v1::PoolLoad& load = pools_[pool];
    load.set_pool(pool);
    return load;
  }

  void ReadStartTime(const ClientMetric& metric) {
    *status_.mutable_start_time() = ToProto(
        absl::UnixEpoch() + absl::Seconds(std::floor(metric.gauge.value)));
  }
  void ReadCalls(const ClientMetric& metric) {
    const std::string code = LabelOf(metric, "code");
    const int64_t count = Count(metric.counter.value);
    v1::CallStatistics& calls = CallsOf(metric);
    if (code == absl::StatusCodeToString(absl::StatusCode::kOk)) {
      calls.set_ok_count(count);
    } else {
      (*calls.mutable_error_counts())[code] = count;
    }
  }
  void ReadRunningCalls(const ClientMetric& metric) {
    CallsOf(metric).set_running_count(Count(metric.gauge.value));
  }
  void ReadCallSeconds(const ClientMetric& metric) {
    SetLatency(metric.histogram, *CallsOf(metric).mutable_latency());
  }
  void ReadStageSeconds(const ClientMetric& metric) {
    v1::StageStatistics& stage = stages_[LabelOf(metric, "stage")];
    stage.set_stage(LabelOf(metric, "stage"));
    stage.set_lookup_count(static_cast<int64_t>(metric.histogram.sample_count));
    SetLatency(metric.histogram, *stage.mutable_latency());
  }
  void ReadImportedUnits(const ClientMetric& metric) {
    v1::ImportedUnits& units = *status_.add_imported_units();
    units.set_outcome(LabelOf(metric, "outcome"));
    units.set_count(Count(metric.counter.value));
  }
  void ReadDatabaseBytes(const ClientMetric& metric) {
    const std::string file = LabelOf(metric, "file");
    const int64_t bytes = Count(metric.gauge.value);
    if (file == kMainFile) status_.set_database_bytes(bytes);
    if (file == kWriteAheadLogFile) status_.set_write_ahead_log_bytes(bytes);
  }
  void ReadIndexSegments(const ClientMetric& metric) {
    IndexOf(metric).set_segment_count(Count(metric.gauge.value));
  }
  void ReadIndexBytes(const ClientMetric& metric) {
    IndexOf(metric).set_size_bytes(Count(metric.gauge.value));
  }
  void ReadPoolCalls(const ClientMetric& metric) {
    PoolOf(metric).set_call_count(Count(metric.gauge.value));
  }
  void ReadPoolLimit(const ClientMetric& metric) {
    PoolOf(metric).set_call_limit(Count(metric.gauge.value));
  }

  v1::ServerStatus status_;
  std::map<std::string, v1::StageStatistics> stages_;
  std::map<std::string, v1::CallStatistics> calls_;
  std::map<std::string, v1::IndexSize> indexes_;
  std::map<std::string, v1::PoolLoad> pools_;
};

const std::map<std::string, StatusBuilder::Reader> StatusBuilder::kReaders = {
    {kStartTimeMetric, &StatusBuilder::ReadStartTime},
    {kCallsMetric, &StatusBuilder::ReadCalls},
    {kRunningCallsMetric, &StatusBuilder::ReadRunningCalls},
    {kCallSecondsMetric, &StatusBuilder::ReadCallSeconds},
    {kStageSecondsMetric, &StatusBuilder::ReadStageSeconds},
    {kImportedUnitsMetric, &StatusBuilder::ReadImportedUnits},
    {kDatabaseBytesMetric, &StatusBuilder::ReadDatabaseBytes},
    {kIndexSegmentsMetric, &StatusBuilder::ReadIndexSegments},
    {kIndexBytesMetric, &StatusBuilder::ReadIndexBytes},
    {kPoolCallsMetric, &StatusBuilder::ReadPoolCalls},
    {kPoolLimitMetric, &StatusBuilder::ReadPoolLimit}};

}  // namespace

v1::ServerStatus ToServerStatus(const Metrics& metrics) {
  StatusBuilder builder;
  for (const auto& collectable : metrics.collectables()) {
    for (const prometheus::MetricFamily& family : collectable->Collect()) {
      for (const ClientMetric& metric : family.metric) {
        builder.Add(family.name, metric);
      }
    }
  }
  return builder.Take();
}

}  // namespace presstm
