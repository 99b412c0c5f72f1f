#include "server/run_server.h"

#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "server/connection_guard.h"
#include "server/exposure.h"
#include "server/http/http_listener.h"
#include "server/http/http_service.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/metrics_endpoint.h"
#include "server/resource_name.h"
#include "server/service_manager.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(10);
// For answers that are on their way once there are no more calls.
constexpr absl::Duration kHttpGrace = absl::Seconds(2);
constexpr int kExitServerError = 3;

// Blocks the signals in this thread and all it starts, so that they can be
// waited for: no code runs inside a signal handler.
class ShutdownSignals {
 public:
  ShutdownSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }

  const sigset_t& signals() const { return signals_; }

  // Waits for one of them and unblocks them: the next ends the process.
  // `meanwhile` is called about once a second.
  int Wait(const std::function<void()>& meanwhile) {
    constexpr timespec kSecond = {.tv_sec = 1, .tv_nsec = 0};
    int signal = 0;
    while ((signal = sigtimedwait(&signals_, nullptr, &kSecond)) < 0) {
      meanwhile();
    }
    pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
    return signal;
  }

 private:
  sigset_t signals_;
};

// While it lives, one of the signals ends the process at once: nobody is served
// yet, and the database takes no harm at any moment.
class EndsAtOnce {
 public:
  explicit EndsAtOnce(const ShutdownSignals& signals)
      : signals_(signals.signals()) {
    sigset_t wake;
    sigemptyset(&wake);
    sigaddset(&wake, kWake);
    pthread_sigmask(SIG_BLOCK, &wake, nullptr);
    sigaddset(&signals_, kWake);
    waiter_ = std::thread([this] { Wait(); });
  }
  ~EndsAtOnce() {
    pthread_kill(waiter_.native_handle(), kWake);
    waiter_.join();
  }
  EndsAtOnce(const EndsAtOnce&) = delete;
  EndsAtOnce& operator=(const EndsAtOnce&) = delete;

 private:
  static constexpr int kWake = SIGUSR1;

  void Wait() {
    int signal = 0;
    sigwait(&signals_, &signal);
    if (signal == kWake) return;
    LogInfo(absl::StrCat("stopped by signal ", signal, " before it was ready"));
    std::_Exit(0);
  }

  sigset_t signals_;
  std::thread waiter_;
};

// For people, unless a program reads the log.
void ReportFailure(const absl::Status& status) {
  if (LogIsJson()) {
    LogError(status.message());
  } else {
    std::cerr << "presstm-server: " << status.message() << std::endl;
  }
}

// What answers besides gRPC. `metrics` must outlive this.
class SideServices {
 public:
  explicit SideServices(Metrics& metrics) : metrics_(metrics) {}

  absl::Status Start(const Server::Options& server,
                     const SideListeners& options) {
    if (options.metrics.has_value()) {
      PRESSTM_ASSIGN_OR_RETURN(
          endpoint_, MetricsEndpoint::Start(*options.metrics, metrics_));
      Announce(
          "metrics on",
          absl::StrCat("http://", ToString(endpoint_->address()), "/metrics"));
    }
    if (!options.http.has_value()) return absl::OkStatus();
    return StartHttp(server, *options.http);
  }

  void SetServing(Server& server) {
    if (http_ == nullptr) return;
    http_->SetServing(server.InProcessChannel(), [&server](
                                                     absl::string_view name) {
      const auto memory = ParseMemoryName(name, "");
      if (!memory.ok()) return std::vector<std::string>();
      return server.LanguagesOf(*memory).value_or(std::vector<std::string>());
    });
  }

  void SetStopping() {
    if (http_ != nullptr) http_->SetStopping();
  }

  // After the end of calls, before that of the server.
  void Stop() {
    if (listener_ != nullptr) listener_->Stop(kHttpGrace);
  }

 private:
  absl::Status StartHttp(const Server::Options& server,
                         const HttpOptions& options) {
    http_ = std::make_unique<HttpService>(HttpService::Options{
        .memory = options.memory,
        .requires_authentication = server.requires_authentication,
        .allows_anonymous_writes = options.allows_anonymous_writes,
        .is_loopback = IsLoopback(options.listen),
        .metrics = &metrics_});
    PRESSTM_ASSIGN_OR_RETURN(
        listener_,
        HttpListener::Start({.listen = options.listen, .tls = server.tls},
                            [http = http_.get()](const HttpRequest& request) {
                              return http->Handle(request);
                            }));
    Announce("http on",
             absl::StrCat(server.tls.has_value() ? "https://" : "http://",
                          ToString(listener_->address()), "/"));
    return absl::OkStatus();
  }

  static void Announce(absl::string_view what, absl::string_view url) {
    std::cout << "presstm-server " << what << " " << url << std::endl;
    LogInfo(absl::StrCat(what, " ", url));
  }

  Metrics& metrics_;
  std::unique_ptr<MetricsEndpoint> endpoint_;
  std::unique_ptr<HttpService> http_;
  std::unique_ptr<HttpListener> listener_;  // Ends first.
};

}  // namespace

int RunServer(const Server::Options& options, const SideListeners& others) {
  std::signal(SIGPIPE, SIG_IGN);
  RaiseDescriptorLimit();
  ShutdownSignals signals;
  ReportLoading();
  Metrics metrics;
  SideServices side_services(metrics);
  if (const absl::Status status = side_services.Start(options, others);
      !status.ok()) {
    ReportFailure(status);
    return kExitServerError;
  }
  Server::Options server_options = options;
  server_options.metrics = &metrics;
  absl::StatusOr<std::unique_ptr<Server>> server = [&] {
    const EndsAtOnce until_it_is_ready(signals);
    return Server::Start(server_options);
  }();
  if (!server.ok()) {
    ReportFailure(server.status());
    return kExitServerError;
  }
  side_services.SetServing(**server);
  const std::string address = ToString((*server)->address().value());
  std::cout << "presstm-server listening on " << address << std::endl;
  LogInfo(
      absl::StrCat("listening on ", address, ": ", DescribeAccess(options)));
  if (options.requires_authentication && !(*server)->HasAdministrator()) {
    LogWarning(absl::StrCat(
        "nobody is an administrator, so nobody can give roles: stop the "
        "server, then presstm --db ",
        options.db_path, " access grant NAME administrator"));
  }
  ReportReady(address);
  const int signal = signals.Wait([] { LogHeldRefusals(/*all=*/false); });
  LogInfo(absl::StrCat("shutting down on signal ", signal));
  ReportStopping();
  side_services.SetStopping();
  (*server)->Shutdown(kGrace);
  side_services.Stop();
  server->reset();
  LogHeldRefusals(/*all=*/true);
  LogInfo("stopped");
  return 0;
}

}  // namespace presstm
