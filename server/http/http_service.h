// What the HTTP listener serves: the tmserver protocol, the search page with
// the calls it makes, health and metrics. All of it goes through the gRPC
// services; nothing is decided here but which call a path stands for.
#ifndef SERVER_HTTP_HTTP_SERVICE_H_
#define SERVER_HTTP_HTTP_SERVICE_H_

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/channel.h"
#include "server/http/forwarded_call.h"
#include "server/http/http_message.h"
#include "server/http/request_target.h"
#include "server/http/tmserver.h"
#include "server/metrics.h"

namespace presstm {

// Thread-safe.
class HttpService {
 public:
  struct Options {
    // Where writes go for which the path names no memory; "" for nowhere.
    std::string memory;  // "press".
    // Whether the server asks its callers who they are.
    bool requires_authentication = false;
    // Writes where it does not; else these are refused.
    bool allows_anonymous_writes = false;
    // Whether only this machine reaches the listener.
    bool is_loopback = true;
    const Metrics* metrics = nullptr;  // Must outlive the service.
  };

  explicit HttpService(const Options& options) : options_(options) {}

  // From now on requests are served, by a channel to the server within the
  // process. `languages` is asked about memories the caller may see.
  void SetServing(std::shared_ptr<grpc::Channel> channel,
                  MemoryLanguages languages);
  // From now on none are: the server ends.
  void SetStopping();

  // Never throws.
  HttpResponse Handle(const HttpRequest& request);

 private:
  HttpResponse Route(const HttpRequest& request);
  HttpResponse ServeCall(RequestTarget target, const HttpRequest& request);
  HttpResponse AnswerCall(RequestTarget target, const HttpRequest& request,
                          ForwardedCall& call);
  HttpResponse ServeMetrics(const HttpRequest& request);
  TmserverScope ScopeOf(const std::string& memory) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Unavailable while the server is not ready.
  absl::StatusOr<std::shared_ptr<grpc::Channel>> channel() const
      ABSL_LOCKS_EXCLUDED(mutex_);

  const Options options_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<grpc::Channel> channel_ ABSL_GUARDED_BY(mutex_);
  MemoryLanguages languages_ ABSL_GUARDED_BY(mutex_);
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;
};

// PermissionDenied for what a web page of another site makes a browser send.
// Reading such answers browsers refuse themselves; but they do send forms, and
// a site may give its own name our address. Where nobody is asked for a token,
// the listener is on loopback and has no other names than the machine itself:
// then `only_local_names` are taken.
absl::Status CheckOrigin(const HttpRequest& request, bool only_local_names);

}  // namespace presstm

#endif  // SERVER_HTTP_HTTP_SERVICE_H_
