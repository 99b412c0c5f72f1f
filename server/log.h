// The server's log: lines of key=value pairs on stderr. Never any segment's
// text, nor anything else a client has sent but the method's name.
#ifndef SERVER_LOG_H_
#define SERVER_LOG_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace presstm {

// One finished call.
struct CallRecord {
  absl::string_view method;  // "Lookup".
  absl::Status status;
  absl::Duration latency;  // From the request's arrival to its answer.
  size_t request_bytes = 0;
  size_t response_bytes = 0;
};

// "debug", "info", "warning", "error", "off", from much to little.
std::vector<std::string> LogLevelNames();

// Turns logging on; until then nothing is logged. `level` is one of
// LogLevelNames(). Call once, before other threads run.
void StartLog(const std::string& level);

// All thread-safe. LogCall writes one line: at the level info, or error with
// the status's message if the server is to blame.
void LogCall(const CallRecord& record);
void LogInfo(absl::string_view message);
void LogWarning(absl::string_view message);
void LogError(absl::string_view message);

}  // namespace presstm

#endif  // SERVER_LOG_H_
