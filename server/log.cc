#include "server/log.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "nlohmann/json.hpp"
#include "server/status_util.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

using Level = spdlog::level::level_enum;
using Json = nlohmann::ordered_json;

constexpr char kTime[] = "%Y-%m-%dT%H:%M:%S.%fZ";

// Refusals of one reason since the last line about them.
struct Refusals {
  std::string reason;
  std::string last_peer;
  int64_t count = 0;
  absl::Time next_line = absl::InfinitePast();
};

class RefusalCounts {
 public:
  // What to tell of now, if anything.
  std::optional<Refusals> Add(absl::string_view reason, absl::string_view peer,
                              absl::Time now) {
    absl::MutexLock lock(&mutex_);
    Refusals& refusals = by_reason_[std::string(reason)];
    refusals.reason = std::string(reason);
    refusals.last_peer = std::string(peer);
    ++refusals.count;
    if (now < refusals.next_line) return std::nullopt;
    return Take(refusals, now);
  }

  // Those whose time has come, or all.
  std::vector<Refusals> TakeHeld(absl::Time now, bool all) {
    absl::MutexLock lock(&mutex_);
    std::vector<Refusals> held;
    for (auto& [reason, refusals] : by_reason_) {
      if (refusals.count > 0 && (all || now >= refusals.next_line)) {
        held.push_back(Take(refusals, now));
      }
    }
    return held;
  }

 private:
  static constexpr absl::Duration kBetweenLines = absl::Seconds(10);

  static Refusals Take(Refusals& refusals, absl::Time now) {
    refusals.next_line = now + kBetweenLines;
    Refusals taken = refusals;
    refusals.count = 0;
    return taken;
  }

  absl::Mutex mutex_;
  std::map<std::string, Refusals> by_reason_ ABSL_GUARDED_BY(mutex_);
};

// The one log. It lives as long as the process: gRPC's threads may end after
// main's statics.
struct Log {
  spdlog::logger logger{"presstm",
                        std::make_shared<spdlog::sinks::stderr_sink_mt>()};
  LogOptions options;
  RefusalCounts refusals;
};

Log& TheLog() {
  static Log* const log = [] {
    auto* created = new Log;
    created->logger.set_level(spdlog::level::off);
    created->logger.flush_on(spdlog::level::debug);
    return created;
  }();
  return *log;
}

// A fault of the server's, or of what it stands on, not of the request.
bool IsServerError(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnknown:
      return true;
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kUnavailable:
      return HasReason(status, ErrorReason::kDiskFull) ||
             HasReason(status, ErrorReason::kDatabaseCorrupt) ||
             HasReason(status, ErrorReason::kDatabaseReadOnly);
    default:
      return false;
  }
}

bool IsSlow(bool is_stream, absl::Duration latency) {
  return !is_stream && latency > TheLog().options.slow_call;
}

Level LevelOf(bool is_stream, const absl::Status& status,
              absl::Duration latency) {
  if (IsServerError(status)) return spdlog::level::err;
  return IsSlow(is_stream, latency) ? spdlog::level::warn
                                    : spdlog::level::debug;
}

// Names are bare; messages and people's in quotes, on one line.
std::string ToText(absl::string_view key, const Json& value) {
  if (!value.is_string()) return value.dump();
  const auto& text = value.get_ref<const std::string&>();
  if (key != "message" && key != "identity") return text;
  return absl::StrCat("\"", absl::Utf8SafeCEscape(text), "\"");
}

// What goes after time and level: key=value pairs, or the rest of the object.
std::string Format(const Json& fields) {
  if (LogIsJson()) {
    const std::string object =
        fields.dump(-1, ' ', false, Json::error_handler_t::replace);
    return absl::StrCat(",", object.substr(1));
  }
  std::string line;
  for (const auto& [key, value] : fields.items()) {
    absl::StrAppend(&line, " ", key, "=", ToText(key, value));
  }
  return line;
}

void Write(Level level, const Json& fields) {
  spdlog::logger& logger = TheLog().logger;
  if (!logger.should_log(level)) return;
  const std::string line = Format(fields);
  logger.log(level, spdlog::string_view_t(line.data(), line.size()));
}

void WriteRefusals(const Refusals& refusals) {
  Write(spdlog::level::warn, {{"message", "calls were not let in"},
                              {"reason", refusals.reason},
                              {"count", refusals.count},
                              {"peer", refusals.last_peer}});
}

}  // namespace

std::vector<std::string> LogLevelNames() {
  return {"debug", "info", "warning", "error", "off"};
}

std::vector<std::string> LogFormatNames() { return {"text", "json"}; }

void StartLog(const LogOptions& options) {
  Log& log = TheLog();
  log.options = options;
  log.logger.set_pattern(
      options.format == "json"
          ? absl::StrCat("{\"time\":\"", kTime, "\",\"level\":\"%l\"%v")
          : absl::StrCat("time=", kTime, " level=%l%v"),
      spdlog::pattern_time_type::utc);
  log.logger.set_level(spdlog::level::from_str(options.level));
}

bool LogIsJson() { return TheLog().options.format == "json"; }

bool LogsCall(bool is_stream, const absl::Status& status,
              absl::Duration latency) {
  return TheLog().logger.should_log(LevelOf(is_stream, status, latency));
}

void LogCall(const CallRecord& record) {
  const Level level = LevelOf(record.is_stream, record.status, record.latency);
  Json fields = {{"method", std::string(record.method)},
                 {"request", std::string(record.request_id)},
                 {"peer", record.peer},
                 {"identity", record.identity},
                 {"code", absl::StatusCodeToString(record.status.code())},
                 {"latency_us", absl::ToInt64Microseconds(record.latency)},
                 {"request_bytes", record.request_bytes},
                 {"response_bytes", record.response_bytes}};
  if (record.identity.empty()) fields.erase("identity");
  if (!record.status.ok()) fields["reason"] = WireReason(record.status);
  if (IsSlow(record.is_stream, record.latency)) fields["slow"] = true;
  if (IsServerError(record.status)) {
    fields["message"] = std::string(record.status.message());
  }
  Write(level, fields);
}

void LogRefusal(absl::string_view reason, absl::string_view peer) {
  if (const auto refusals = TheLog().refusals.Add(reason, peer, absl::Now())) {
    WriteRefusals(*refusals);
  }
}

void LogHeldRefusals(bool all) {
  for (const Refusals& refusals :
       TheLog().refusals.TakeHeld(absl::Now(), all)) {
    WriteRefusals(refusals);
  }
}

void LogInfo(absl::string_view message) {
  Write(spdlog::level::info, {{"message", std::string(message)}});
}

void LogWarning(absl::string_view message) {
  Write(spdlog::level::warn, {{"message", std::string(message)}});
}

void LogError(absl::string_view message) {
  Write(spdlog::level::err, {{"message", std::string(message)}});
}

}  // namespace presstm
