// What is noted of each call, whatever its kind: its id, counts, and a line in
// the log.
#ifndef SERVER_SERVED_CALL_H_
#define SERVER_SERVED_CALL_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "server/request_context.h"

namespace presstm {

// One call from its arrival to its end. Thread-compatible.
class ServedCall {
 public:
  // `context` is valid until after End.
  ServedCall(const Method& method, bool is_stream,
             grpc::CallbackServerContext& context);

  // Call once, before the call is finished with `status`. Returns how long it
  // took.
  absl::Duration End(const absl::Status& status, size_t request_bytes,
                     size_t response_bytes) const;

 private:
  // Who calls, as far as it is known.
  std::string Identity() const;

  Method method_;
  bool is_stream_;
  Metrics* metrics_;
  grpc::CallbackServerContext* context_;
  std::string request_id_;
  absl::Time start_;
};

}  // namespace presstm

#endif  // SERVER_SERVED_CALL_H_
