// What is noted of each call, whatever its kind: its id, counts, and a line in
// the log.
#ifndef SERVER_SERVED_CALL_H_
#define SERVER_SERVED_CALL_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "server/metrics.h"

namespace presstm {

// One call from its arrival to its end. Thread-compatible.
class ServedCall {
 public:
  // `method` is a literal; `context` is valid until after End; `metrics` may be
  // null.
  ServedCall(absl::string_view method, bool is_stream,
             grpc::CallbackServerContext& context, Metrics* metrics);

  // Call once, before the call is finished with `status`.
  void End(const absl::Status& status, size_t request_bytes,
           size_t response_bytes) const;

 private:
  absl::string_view method_;
  bool is_stream_;
  grpc::CallbackServerContext* context_;
  Metrics* metrics_;
  std::string request_id_;
  absl::Time start_;
};

}  // namespace presstm

#endif  // SERVER_SERVED_CALL_H_
