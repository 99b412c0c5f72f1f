#include "server/metrics.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "prometheus/collectable.h"
#include "prometheus/text_serializer.h"
#include "server/import_counter.h"
#include "server/metrics_endpoint.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

using testing::HasSubstr;
using testing::Not;

// All metrics as Prometheus reads them.
std::string Text(const Metrics& metrics) {
  std::ostringstream text;
  for (const auto& collectable : metrics.collectables()) {
    prometheus::TextSerializer().Serialize(text, collectable->Collect());
  }
  return text.str();
}

TEST(MetricsTest, CountsCallsByMethodAndCode) {
  Metrics metrics;
  for (const absl::Status& status :
       {absl::OkStatus(), absl::OkStatus(),
        MakeError(absl::StatusCode::kNotFound, ErrorReason::kMemoryNotFound,
                  "none")}) {
    metrics.BeginCall("Lookup");
    metrics.EndCall("Lookup", status, absl::Milliseconds(3));
  }
  metrics.BeginCall("ImportTmx");
  const std::string text = Text(metrics);
  EXPECT_THAT(text, HasSubstr("presstm_build_info{version=\""));
  EXPECT_THAT(
      text, HasSubstr("presstm_calls_total{code=\"OK\",method=\"Lookup\"} 2"));
  EXPECT_THAT(
      text,
      HasSubstr("presstm_calls_total{code=\"NOT_FOUND\",method=\"Lookup\"} 1"));
  EXPECT_THAT(text,
              HasSubstr("presstm_errors_total{reason=\"MEMORY_NOT_FOUND\"} 1"));
  EXPECT_THAT(text, HasSubstr("presstm_calls_running{method=\"Lookup\"} 0"));
  EXPECT_THAT(text, HasSubstr("presstm_calls_running{method=\"ImportTmx\"} 1"));
  EXPECT_THAT(text, HasSubstr("presstm_call_seconds_bucket{method=\"Lookup\","
                              "le=\"0.0025\"} 0"));
  EXPECT_THAT(text, HasSubstr("presstm_call_seconds_bucket{method=\"Lookup\","
                              "le=\"0.005\"} 3"));
  EXPECT_THAT(text, HasSubstr("presstm_call_seconds_count{method=\"Lookup\"} "
                              "3"));
}

TEST(MetricsTest, MeasuresTheStagesOfLookUps) {
  Metrics metrics;
  metrics.AddLookup({.prepare = absl::Microseconds(5),
                     .search = absl::Microseconds(30),
                     .score = absl::Microseconds(300)});
  const std::string text = Text(metrics);
  const std::string name = "presstm_lookup_stage_seconds_bucket{stage=";
  EXPECT_THAT(text, HasSubstr(name + "\"prepare\",le=\"1e-05\"} 1"));
  EXPECT_THAT(text, HasSubstr(name + "\"search\",le=\"2.5e-05\"} 0"));
  EXPECT_THAT(text, HasSubstr(name + "\"search\",le=\"5e-05\"} 1"));
  EXPECT_THAT(text, HasSubstr(name + "\"score\",le=\"0.0005\"} 1"));
}

TEST(MetricsTest, AsksForGaugesWhileReady) {
  Metrics metrics;
  EXPECT_THAT(Text(metrics), HasSubstr("presstm_ready 0"));
  double value = 5;
  metrics.SetReady([&value] {
    return std::vector<Gauge>{
        {.name = "sizes", .help = "h", .labels = {{"of", "a"}}, .value = value},
        {.name = "sizes", .help = "h", .labels = {{"of", "b"}}, .value = 1}};
  });
  EXPECT_THAT(Text(metrics), HasSubstr("presstm_ready 1"));
  value = 6;
  const std::string text = Text(metrics);
  EXPECT_THAT(text, HasSubstr("sizes{of=\"a\"} 6\nsizes{of=\"b\"} 1\n"));
  metrics.SetNotReady();
  EXPECT_THAT(Text(metrics), HasSubstr("presstm_ready 0"));
  EXPECT_THAT(Text(metrics), Not(HasSubstr("sizes")));
}

class FakeWriter : public StreamWriter {
 public:
  absl::Status Write(const google::protobuf::Message& /*message*/) override {
    ++messages;
    return absl::OkStatus();
  }
  bool TryWrite(const google::protobuf::Message& /*message*/) override {
    return false;
  }
  int messages = 0;
};

TEST(ImportCounterTest, AddsWhatIsNewInEachMessage) {
  Metrics metrics;
  FakeWriter writer;
  ImportCounter counter(writer, metrics);
  v1::ImportTmxResponse message;
  message.set_read_count(3);
  message.set_added_count(2);
  message.set_rejected_count(1);
  // What the client could not take counts as well.
  EXPECT_FALSE(counter.TryWrite(message));
  message.set_read_count(5);
  message.set_added_count(4);
  EXPECT_OK(counter.Write(message));
  EXPECT_EQ(writer.messages, 1);
  const std::string text = Text(metrics);
  EXPECT_THAT(text,
              HasSubstr("presstm_imported_units_total{outcome=\"read\"} 5"));
  EXPECT_THAT(text,
              HasSubstr("presstm_imported_units_total{outcome=\"added\"} 4"));
  EXPECT_THAT(
      text, HasSubstr("presstm_imported_units_total{outcome=\"rejected\"} 1"));
  EXPECT_THAT(text, Not(HasSubstr("merged")));
}

TEST(ImportCounterTest, ARehearsalStoresNothing) {
  Metrics metrics;
  FakeWriter writer;
  ImportCounter counter(writer, metrics);
  v1::ImportTmxResponse message;
  message.set_read_count(3);
  message.set_valid_count(3);
  message.set_added_count(3);
  EXPECT_OK(counter.Write(message));
  EXPECT_THAT(Text(metrics), HasSubstr("{outcome=\"read\"} 3"));
  EXPECT_THAT(Text(metrics), Not(HasSubstr("added")));
}

TEST(MetricsEndpointTest, RefusesATakenPort) {
  Metrics metrics;
  ASSERT_OK_AND_ASSIGN(const auto endpoint,
                       MetricsEndpoint::Start({"localhost", 0}, metrics));
  EXPECT_GT(endpoint->address().port, 0);
  EXPECT_THAT(MetricsEndpoint::Start(endpoint->address(), metrics),
              IsCode(absl::StatusCode::kUnavailable));
  const auto ipv6 = MetricsEndpoint::Start({"::1", 0}, metrics);
  EXPECT_THAT(std::string(ipv6.status().message()), HasSubstr("IPv4"));
}

}  // namespace
}  // namespace presstm
