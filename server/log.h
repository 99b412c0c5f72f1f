// The server's log: lines on stderr, of key=value pairs or of JSON. Never any
// segment's text, nor anything else a client has sent but the method's name
// and its id of the call. Who called is named as tokens and certificates do.
//
// Whoever has started the server takes the lines, keeps and rotates them: the
// journal, or a program behind a pipe. So there is no file to open again.
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
  absl::string_view request_id;
  std::string peer;        // "ipv4:127.0.0.1:4711".
  std::string identity;    // "" if it is not known.
  bool is_stream = false;  // Then it may take as long as it likes.
  absl::Status status;
  absl::Duration latency;  // From the request's arrival to its answer.
  size_t request_bytes = 0;
  size_t response_bytes = 0;
};

// "debug", "info", "warning", "error", "off", from much to little.
std::vector<std::string> LogLevelNames();
// "text", "json".
std::vector<std::string> LogFormatNames();

struct LogOptions {
  std::string level = "info";   // One of LogLevelNames().
  std::string format = "text";  // One of LogFormatNames().
  // Unary calls that take longer are logged as warnings.
  absl::Duration slow_call = absl::Seconds(1);
};

// Turns logging on; until then nothing is logged. Call once, before other
// threads run.
void StartLog(const LogOptions& options);

// All that follow are thread-safe.

bool LogIsJson();

// Whether LogCall would write a line of a call that came to this: errors of
// the server's, its disk and its database at the level error, slow calls at
// warning, all others at debug.
bool LogsCall(bool is_stream, const absl::Status& status,
              absl::Duration latency);
// Writes one line, with the status's message if the server is to blame.
void LogCall(const CallRecord& record);
// Tells of calls that were not let in at the level warning: of the first for
// each reason at once; those of the next ten seconds are held back to be told
// of together. `reason` as in TOKEN_INVALID.
void LogRefusal(absl::string_view reason, absl::string_view peer);
// Tells of those that have been held back for so long; `all`: of all.
void LogHeldRefusals(bool all);
void LogInfo(absl::string_view message);
void LogWarning(absl::string_view message);
void LogError(absl::string_view message);

}  // namespace presstm

#endif  // SERVER_LOG_H_
