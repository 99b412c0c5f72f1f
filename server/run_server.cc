#include "server/run_server.h"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "server/exposure.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/metrics_endpoint.h"
#include "server/service_manager.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(10);
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
  int Wait() {
    int signal = 0;
    sigwait(&signals_, &signal);
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

absl::StatusOr<std::unique_ptr<MetricsEndpoint>> ServeMetrics(
    const ListenAddress& address, const Metrics& metrics) {
  PRESSTM_ASSIGN_OR_RETURN(auto endpoint,
                           MetricsEndpoint::Start(address, metrics));
  const std::string url =
      absl::StrCat("http://", ToString(endpoint->address()), "/metrics");
  std::cout << "presstm-server metrics on " << url << std::endl;
  LogInfo(absl::StrCat("metrics on ", url));
  return endpoint;
}

}  // namespace

int RunServer(const Server::Options& options,
              const std::optional<ListenAddress>& metrics_address) {
  std::signal(SIGPIPE, SIG_IGN);
  ShutdownSignals signals;
  ReportLoading();
  Metrics metrics;
  std::unique_ptr<MetricsEndpoint> endpoint;
  if (metrics_address.has_value()) {
    auto started = ServeMetrics(*metrics_address, metrics);
    if (!started.ok()) {
      ReportFailure(started.status());
      return kExitServerError;
    }
    endpoint = *std::move(started);
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
  const int signal = signals.Wait();
  LogInfo(absl::StrCat("shutting down on signal ", signal));
  ReportStopping();
  (*server)->Shutdown(kGrace);
  server->reset();
  LogInfo("stopped");
  return 0;
}

}  // namespace presstm
