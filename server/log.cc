#include "server/log.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "server/status_util.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace presstm {
namespace {

// The one logger. It lives as long as the process: gRPC's threads may end
// after main's statics.
spdlog::logger& Logger() {
  static spdlog::logger* const logger = [] {
    auto* created = new spdlog::logger(
        "presstm", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    created->set_pattern("time=%Y-%m-%dT%H:%M:%S.%fZ level=%l %v",
                         spdlog::pattern_time_type::utc);
    created->set_level(spdlog::level::off);
    created->flush_on(spdlog::level::info);
    return created;
  }();
  return *logger;
}

// A fault of the server's, not of the request.
bool IsServerError(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnknown:
      return true;
    default:
      return false;
  }
}

// In quotes, on one line.
std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::Utf8SafeCEscape(text), "\"");
}

void Write(spdlog::level::level_enum level, const std::string& line) {
  Logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

std::vector<std::string> LogLevelNames() {
  return {"debug", "info", "warning", "error", "off"};
}

void StartLog(const std::string& level) {
  Logger().set_level(spdlog::level::from_str(level));
}

void LogCall(const CallRecord& record) {
  const bool is_server_error = IsServerError(record.status);
  const auto level = is_server_error ? spdlog::level::err : spdlog::level::info;
  if (!Logger().should_log(level)) return;
  std::string line =
      absl::StrCat("method=", record.method,
                   " code=", absl::StatusCodeToString(record.status.code()),
                   " latency_us=", absl::ToInt64Microseconds(record.latency),
                   " request_bytes=", record.request_bytes,
                   " response_bytes=", record.response_bytes);
  if (!record.status.ok()) {
    absl::StrAppend(&line, " reason=", WireReason(record.status));
  }
  if (is_server_error) {
    absl::StrAppend(&line, " message=", Quoted(record.status.message()));
  }
  Write(level, line);
}

void LogInfo(absl::string_view message) {
  Write(spdlog::level::info, absl::StrCat("message=", Quoted(message)));
}

void LogWarning(absl::string_view message) {
  Write(spdlog::level::warn, absl::StrCat("message=", Quoted(message)));
}

void LogError(absl::string_view message) {
  Write(spdlog::level::err, absl::StrCat("message=", Quoted(message)));
}

}  // namespace presstm
