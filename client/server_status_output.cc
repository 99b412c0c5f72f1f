#include "client/server_status_output.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "client/display_text.h"
#include "google/protobuf/util/time_util.h"

namespace presstm {
namespace {

using google::protobuf::util::TimeUtil;

double Milliseconds(const google::protobuf::Duration& duration) {
  return static_cast<double>(TimeUtil::DurationToNanoseconds(duration)) / 1e6;
}

std::string Bytes(int64_t bytes) {
  constexpr double kMebibyte = 1024 * 1024;
  return absl::StrFormat("%.1f MiB", static_cast<double>(bytes) / kMebibyte);
}

std::string LatencyToText(const v1::LatencyStatistics& latency) {
  return absl::StrFormat("mean %.2f  p50 %.2f  p99 %.2f ms",
                         Milliseconds(latency.mean()),
                         Milliseconds(latency.percentile_50()),
                         Milliseconds(latency.percentile_99()));
}

// "4 ok, 1 NOT_FOUND, 2 running".
std::string CountsToText(const v1::CallStatistics& calls) {
  std::vector<std::string> counts = {absl::StrCat(calls.ok_count(), " ok")};
  for (const auto& [code, count] : calls.error_counts()) {
    counts.push_back(absl::StrCat(count, " ", ToPrintable(code)));
  }
  if (calls.running_count() > 0) {
    counts.push_back(absl::StrCat(calls.running_count(), " running"));
  }
  return absl::StrJoin(counts, ", ");
}

// The name of what follows stands in the first line only.
class Lines {
 public:
  void Add(absl::string_view about, absl::string_view text) {
    const bool is_new = about != last_;
    absl::StrAppendFormat(&text_, "%-9s %s\n", is_new ? about : "", text);
    last_ = std::string(about.data(), about.size());
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
  std::string last_;
};

void AddLatency(const v1::LatencyStatistics& latency, Json& json) {
  json["mean_us"] = TimeUtil::DurationToMicroseconds(latency.mean());
  json["p50_us"] = TimeUtil::DurationToMicroseconds(latency.percentile_50());
  json["p99_us"] = TimeUtil::DurationToMicroseconds(latency.percentile_99());
}

Json CallsToJson(const v1::CallStatistics& calls) {
  Json json = {{"method", calls.method()},
               {"running", calls.running_count()},
               {"ok", calls.ok_count()}};
  json["errors"] = Json::object();
  for (const auto& [code, count] : calls.error_counts()) {
    json["errors"][code] = count;
  }
  AddLatency(calls.latency(), json);
  return json;
}

}  // namespace

std::string ServerStatusToText(const v1::ServerStatus& status) {
  Lines lines;
  lines.Add("started", absl::FormatTime(
                           "%Y-%m-%d %H:%M:%S %z",
                           absl::FromUnixSeconds(status.start_time().seconds()),
                           absl::LocalTimeZone()));
  lines.Add("database",
            absl::StrCat(Bytes(status.database_bytes()), ", write-ahead log ",
                         Bytes(status.write_ahead_log_bytes())));
  for (const v1::IndexSize& index : status.indexes()) {
    lines.Add("index", absl::StrFormat("%-8s %d segments, %s",
                                       ToPrintable(index.language_code()),
                                       index.segment_count(),
                                       Bytes(index.size_bytes())));
  }
  for (const v1::CallStatistics& calls : status.calls()) {
    lines.Add(
        "calls",
        absl::StrFormat("%-28s %s; %s", ToPrintable(calls.method()),
                        LatencyToText(calls.latency()), CountsToText(calls)));
  }
  for (const v1::StageStatistics& stage : status.lookup_stages()) {
    lines.Add(
        "look-up",
        absl::StrFormat("%-28s %s; %d", ToPrintable(stage.stage()),
                        LatencyToText(stage.latency()), stage.lookup_count()));
  }
  for (const v1::ImportedUnits& units : status.imported_units()) {
    lines.Add("imported",
              absl::StrCat(units.count(), " ", ToPrintable(units.outcome())));
  }
  for (const v1::PoolLoad& pool : status.pools()) {
    lines.Add("threads", absl::StrFormat("%-8s %d calls of at most %d",
                                         ToPrintable(pool.pool()),
                                         pool.call_count(), pool.call_limit()));
  }
  return lines.Take();
}

void AddServerStatus(const v1::ServerStatus& status, Json& json) {
  json["start_time"] = TimeUtil::ToString(status.start_time());
  json["database_bytes"] = status.database_bytes();
  json["write_ahead_log_bytes"] = status.write_ahead_log_bytes();
  json["indexes"] = Json::array();
  for (const v1::IndexSize& index : status.indexes()) {
    json["indexes"].push_back({{"language", index.language_code()},
                               {"segments", index.segment_count()},
                               {"bytes", index.size_bytes()}});
  }
  json["calls"] = Json::array();
  for (const v1::CallStatistics& calls : status.calls()) {
    json["calls"].push_back(CallsToJson(calls));
  }
  json["lookup_stages"] = Json::array();
  for (const v1::StageStatistics& stage : status.lookup_stages()) {
    Json& added = json["lookup_stages"].emplace_back(
        Json{{"stage", stage.stage()}, {"lookups", stage.lookup_count()}});
    AddLatency(stage.latency(), added);
  }
  json["imported_units"] = Json::object();
  for (const v1::ImportedUnits& units : status.imported_units()) {
    json["imported_units"][units.outcome()] = units.count();
  }
  json["pools"] = Json::array();
  for (const v1::PoolLoad& pool : status.pools()) {
    json["pools"].push_back({{"pool", pool.pool()},
                             {"calls", pool.call_count()},
                             {"limit", pool.call_limit()}});
  }
}

}  // namespace presstm
