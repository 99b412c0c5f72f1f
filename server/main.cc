// presstm-server: reads the flags.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/stubs/logging.h"
#include "server/listen_address.h"
#include "server/log.h"
#include "server/run_server.h"

namespace {

constexpr int kExitUsage = 2;

int UsageError(absl::string_view message) {
  std::cerr << "presstm-server: " << message << std::endl;
  return kExitUsage;
}

struct Flags {
  std::string db_path;
  std::string listen = "127.0.0.1:7411";
  int threads = std::max(2U, std::thread::hardware_concurrency());
  std::string log_level = "info";
  bool insecure = false;
};

void AddFlags(CLI::App& app, Flags& flags) {
  app.set_version_flag("--version", "presstm-server " PRESSTM_VERSION);
  app.add_option("--db", flags.db_path,
                 "The SQLite file to serve; made if it does not exist")
      ->required()
      ->type_name("FILE");
  app.add_option("--listen", flags.listen,
                 "Where to listen; port 0 takes a free one")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  app.add_option("--threads", flags.threads,
                 "How many calls to work on at once")
      ->check(CLI::Range(1, 256))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--log-level", flags.log_level, "The least to log on stderr")
      ->check(CLI::IsMember(presstm::LogLevelNames()))
      ->type_name("LEVEL")
      ->capture_default_str();
  app.add_flag("--insecure", flags.insecure,
               "Listen beyond this machine although there is neither "
               "encryption nor a log-in");
}

int Run(const Flags& flags) {
  const absl::StatusOr<presstm::ListenAddress> listen =
      presstm::ParseListenAddress(flags.listen);
  if (!listen.ok()) return UsageError(listen.status().message());
  if (!presstm::IsLoopback(*listen) && !flags.insecure) {
    return UsageError(
        "--listen: " + flags.listen +
        " can be reached from other machines, and this version has no TLS "
        "and no log-in: anyone there could read and change every memory. "
        "Listen on 127.0.0.1, or give --insecure if the network is trusted.");
  }
  presstm::StartLog(flags.log_level);
  return presstm::RunServer({.db_path = flags.db_path,
                             .listen = *listen,
                             .unary_threads = flags.threads});
}

}  // namespace

int main(int argc, char** argv) {
  // Debian's abseil looks for deadlocks at every lock; that is for tests.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Their own logs would break the form of ours; protobuf's tells of nothing
  // but invalid requests, which are answered.
  setenv("GRPC_VERBOSITY", "NONE", /*replace=*/0);
  google::protobuf::SetLogHandler(nullptr);
  CLI::App app("Serves translation memories over gRPC.", "presstm-server");
  Flags flags;
  try {
    AddFlags(app, flags);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  return Run(flags);
}
