#include "server/converters/server_status_converter.h"

#include <map>
#include <string>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "server/metric_names.h"

namespace presstm {
namespace {

using google::protobuf::util::TimeUtil;

TEST(ServerStatusConverterTest, HasWhatTheMetricsHaveOfCalls) {
  const int64_t before = absl::ToUnixSeconds(absl::Now());
  Metrics metrics;
  const auto call = [&](absl::StatusCode code, absl::Duration latency) {
    metrics.BeginCall("Lookup");
    metrics.EndCall("Lookup", absl::Status(code, ""), latency);
  };
  for (int k = 0; k < 98; ++k) {
    call(absl::StatusCode::kOk, absl::Milliseconds(2));
  }
  call(absl::StatusCode::kNotFound, absl::Milliseconds(2));
  call(absl::StatusCode::kOk, absl::Seconds(4));
  metrics.BeginCall("ImportTmx");
  metrics.CountImported("read", 7);
  const v1::ServerStatus status = ToServerStatus(metrics);
  EXPECT_GE(status.start_time().seconds(), before);
  ASSERT_EQ(status.calls_size(), 2);
  EXPECT_EQ(status.calls(0).method(), "ImportTmx");
  EXPECT_EQ(status.calls(0).running_count(), 1);
  EXPECT_FALSE(status.calls(0).latency().has_mean());
  const v1::CallStatistics& lookups = status.calls(1);
  EXPECT_EQ(lookups.running_count(), 0);
  EXPECT_EQ(lookups.ok_count(), 99);
  EXPECT_EQ(lookups.error_counts().at("NOT_FOUND"), 1);
  const auto milliseconds = [](const google::protobuf::Duration& duration) {
    return static_cast<double>(TimeUtil::DurationToNanoseconds(duration)) / 1e6;
  };
  EXPECT_NEAR(milliseconds(lookups.latency().mean()), 41.98, 0.01);
  // 99 of them in the bucket of 1 to 2.5 ms.
  EXPECT_NEAR(milliseconds(lookups.latency().percentile_50()),
              1 + 1.5 * 50 / 99, 0.01);
  EXPECT_NEAR(milliseconds(lookups.latency().percentile_99()), 2.5, 0.01);
  ASSERT_EQ(status.imported_units_size(), 1);
  EXPECT_EQ(status.imported_units(0).outcome(), "read");
  EXPECT_EQ(status.imported_units(0).count(), 7);
}

TEST(ServerStatusConverterTest, BeyondTheLastBoundItIsTheBound) {
  Metrics metrics;
  metrics.BeginCall("ImportTmx");
  metrics.EndCall("ImportTmx", absl::OkStatus(), absl::Hours(2));
  const v1::ServerStatus status = ToServerStatus(metrics);
  EXPECT_EQ(status.calls(0).latency().percentile_50().seconds(), 600);
  EXPECT_EQ(status.calls(0).latency().mean().seconds(), 7'200);
}

TEST(ServerStatusConverterTest, HasTheGaugesAndTheStages) {
  Metrics metrics;
  metrics.AddLookup({.prepare = absl::Microseconds(5),
                     .search = absl::Microseconds(30),
                     .score = absl::Microseconds(300)});
  metrics.SetReady([] {
    return std::vector<Gauge>{
        {kDatabaseBytesMetric, "h", {{"file", kMainFile}}, 4096},
        {kDatabaseBytesMetric, "h", {{"file", kWriteAheadLogFile}}, 512},
        {kIndexSegmentsMetric, "h", {{"language", "zh"}}, 3},
        {kIndexBytesMetric, "h", {{"language", "zh"}}, 900},
        {kPoolCallsMetric, "h", {{"pool", "read"}}, 2},
        {kPoolLimitMetric, "h", {{"pool", "read"}}, 1000}};
  });
  const v1::ServerStatus status = ToServerStatus(metrics);
  EXPECT_EQ(status.database_bytes(), 4096);
  EXPECT_EQ(status.write_ahead_log_bytes(), 512);
  ASSERT_EQ(status.indexes_size(), 1);
  EXPECT_EQ(status.indexes(0).language_code(), "zh");
  EXPECT_EQ(status.indexes(0).segment_count(), 3);
  EXPECT_EQ(status.indexes(0).size_bytes(), 900);
  ASSERT_EQ(status.pools_size(), 1);
  EXPECT_EQ(status.pools(0).pool(), "read");
  EXPECT_EQ(status.pools(0).call_count(), 2);
  EXPECT_EQ(status.pools(0).call_limit(), 1000);
  ASSERT_EQ(status.lookup_stages_size(), 3);
  std::map<std::string, int64_t> stages;
  for (const v1::StageStatistics& stage : status.lookup_stages()) {
    EXPECT_EQ(stage.lookup_count(), 1);
    stages[stage.stage()] =
        TimeUtil::DurationToMicroseconds(stage.latency().mean());
  }
  EXPECT_THAT(stages,
              testing::UnorderedElementsAre(testing::Pair("prepare", 5),
                                            testing::Pair("search", 30),
                                            testing::Pair("score", 300)));
}

}  // namespace
}  // namespace presstm
