// presstm-server: reads the flags.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <thread>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/stubs/logging.h"
#include "server/command_line/completion.h"
#include "server/command_line/manual_page.h"
#include "server/command_line/toml_config.h"
#include "server/exposure.h"
#include "server/listen_address.h"
#include "server/log.h"
#include "server/resource_name.h"
#include "server/run_server.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

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
  presstm::LogOptions log;
  int slow_call_ms = 1'000;
  std::string metrics_address;
  std::string http_address;
  std::string http_memory;
  bool http_allow_writes = false;
  presstm::TlsFiles tls;
  presstm::Limits limits;
  double default_deadline_seconds =
      absl::ToDoubleSeconds(presstm::Limits().default_deadline);
  bool require_authentication = false;
  bool insecure = false;
  bool print_config = false;
};

void AddTlsFlags(CLI::App& app, Flags& flags) {
  CLI::Option* certificate =
      app.add_option("--tls-cert", flags.tls.certificate,
                     "Encrypt, with this certificate (PEM, the chain after it)")
          ->type_name("FILE")
          ->envname("PRESSTM_TLS_CERT");
  CLI::Option* key = app.add_option("--tls-key", flags.tls.private_key,
                                    "The certificate's key (PEM)")
                         ->type_name("FILE")
                         ->envname("PRESSTM_TLS_KEY")
                         ->needs(certificate);
  certificate->needs(key);
  app.add_option("--tls-client-ca", flags.tls.client_authorities,
                 "Let in only clients with a certificate of these authorities "
                 "(PEM)")
      ->type_name("FILE")
      ->envname("PRESSTM_TLS_CLIENT_CA")
      ->needs(certificate);
  app.add_flag("--tls-client-optional",
               flags.tls.client_certificate_is_optional,
               "Let in clients without a certificate as well, which show a "
               "token instead where --require-authentication is given")
      ->envname("PRESSTM_TLS_CLIENT_OPTIONAL")
      ->needs("--tls-client-ca");
}

// What answers and ends while the command line is read.
void AddQuestions(CLI::App& app) {
  app.set_version_flag("--version", "presstm-server " PRESSTM_VERSION);
  presstm::AddManualFlag(app, {.section = 8,
                               .version = PRESSTM_VERSION,
                               .sections = {{"SEE ALSO", {"presstm(1)"}}}});
  app.add_option_function<std::string>(
         "--print-completion",
         [&app](const std::string& shell) {
           throw CLI::CallForVersion(
               presstm::CompletionScript(shell, app.get_name()), 0);
         },
         "Print what makes a shell complete these options, and end")
      ->check(CLI::IsMember(presstm::ShellNames()))
      ->option_text(absl::StrJoin(presstm::ShellNames(), "|"))
      ->configurable(false);
}

void AddLimitFlags(CLI::App& app, Flags& flags) {
  presstm::Limits& limits = flags.limits;
  app.add_option("--max-calls-per-second", limits.calls_per_second,
                 "Calls of one identity or, without log-in, one address; 0 for "
                 "any number")
      ->check(CLI::Range(0, 1'000'000))
      ->type_name("N")
      ->envname("PRESSTM_MAX_CALLS_PER_SECOND")
      ->capture_default_str();
  app.add_option("--max-transfers-per-caller", limits.transfers_per_caller,
                 "Imports, exports and the like at once of one identity or, "
                 "without log-in, one address; 0 for any number")
      ->check(CLI::Range(0, 1'000))
      ->type_name("N")
      ->envname("PRESSTM_MAX_TRANSFERS_PER_CALLER")
      ->capture_default_str();
  app.add_option("--max-calls-per-connection", limits.calls_per_connection,
                 "Calls at once on one connection; more wait")
      ->check(CLI::Range(1, 100'000))
      ->type_name("N")
      ->envname("PRESSTM_MAX_CALLS_PER_CONNECTION")
      ->capture_default_str();
  app.add_option("--default-deadline", flags.default_deadline_seconds,
                 "How long a unary call may take whose client does not say")
      ->check(CLI::Range(0.001, 86'400.0))
      // Which a range lets pass.
      ->check([](const std::string& text) {
        return absl::EqualsIgnoreCase(text, "nan") ? text + " is no number"
                                                   : "";
      })
      ->type_name("SECONDS")
      ->envname("PRESSTM_DEFAULT_DEADLINE")
      ->capture_default_str();
  app.add_option("--max-import-bytes", limits.import_bytes,
                 "Of the file of one import, unpacked; 0 for any number")
      ->check(CLI::NonNegativeNumber)
      ->type_name("BYTES")
      ->envname("PRESSTM_MAX_IMPORT_BYTES")
      ->capture_default_str();
  app.add_option("--max-buffer-bytes", limits.buffer_bytes,
                 "Of all messages on their way in or out together")
      ->check(CLI::Range(int64_t{16} << 20, int64_t{1} << 40))
      ->type_name("BYTES")
      ->envname("PRESSTM_MAX_BUFFER_BYTES")
      ->capture_default_str();
}

// So that a fault is told with where it stands.
std::string CheckAddress(const std::string& text) {
  if (text.empty()) return "";  // Nowhere.
  const auto address = presstm::ParseListenAddress(text);
  return address.ok() ? "" : std::string(address.status().message());
}

void AddHttpFlags(CLI::App& app, Flags& flags) {
  CLI::Option* address =
      app.add_option("--http-address", flags.http_address,
                     "Where to answer over HTTP or, with --tls-cert, HTTPS: "
                     "the tmserver protocol for Weblate and Virtaal, a search "
                     "page, health and metrics; nowhere unless given")
          ->check(&CheckAddress)
          ->type_name("HOST:PORT")
          ->envname("PRESSTM_HTTP_ADDRESS");
  app.add_option("--http-memory", flags.http_memory,
                 "The memory that takes what is written to an HTTP path that "
                 "names none")
      ->type_name("NAME")
      ->envname("PRESSTM_HTTP_MEMORY")
      ->needs(address);
  app.add_flag("--http-allow-writes", flags.http_allow_writes,
               "Take writes over HTTP although there is no log-in; with "
               "--require-authentication the roles decide")
      ->envname("PRESSTM_HTTP_ALLOW_WRITES");
}

void AddFlags(CLI::App& app, Flags& flags) {
  AddQuestions(app);
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.set_config("--config", "",
                 "Read options from this file (TOML: listen = \"...\"); the "
                 "command line goes before it, the environment after")
      ->option_text("FILE");
  app.add_flag("--print-config", flags.print_config,
               "Print the options in effect as a --config file, and end")
      ->configurable(false);
  app.add_option("--db", flags.db_path,
                 "The SQLite file to serve; made if it does not exist")
      ->required()
      ->type_name("FILE")
      ->envname("PRESSTM_DB");
  app.add_option("--listen", flags.listen,
                 "Where to listen; port 0 takes a free one")
      ->check(&CheckAddress)
      ->type_name("HOST:PORT")
      ->envname("PRESSTM_LISTEN")
      ->capture_default_str();
  app.add_option("--metrics-address", flags.metrics_address,
                 "Where to serve metrics for Prometheus over HTTP; nowhere "
                 "unless given")
      ->check(&CheckAddress)
      ->type_name("HOST:PORT")
      ->envname("PRESSTM_METRICS_ADDRESS");
  AddHttpFlags(app, flags);
  AddTlsFlags(app, flags);
  app.add_flag("--require-authentication", flags.require_authentication,
               "Ask every caller for a token or a certificate with a name, and "
               "allow what the roles given to that name allow")
      ->envname("PRESSTM_REQUIRE_AUTHENTICATION");
  app.add_option("--threads", flags.threads,
                 "How many calls of each caller to work on at once")
      ->check(CLI::Range(1, 256))
      ->option_text("1-256 [as many as cores] (Env:PRESSTM_THREADS)")
      ->envname("PRESSTM_THREADS")
      ->capture_default_str();
  AddLimitFlags(app, flags);
  app.add_option("--log-level", flags.log.level, "The least to log on stderr")
      ->check(CLI::IsMember(presstm::LogLevelNames()))
      ->type_name("LEVEL")
      ->envname("PRESSTM_LOG_LEVEL")
      ->capture_default_str();
  app.add_option("--log-format", flags.log.format,
                 "Lines of key=value pairs, or a JSON object each")
      ->check(CLI::IsMember(presstm::LogFormatNames()))
      ->type_name("FORMAT")
      ->envname("PRESSTM_LOG_FORMAT")
      ->capture_default_str();
  app.add_option("--slow-call", flags.slow_call_ms,
                 "Log calls that take longer as warnings; not imports, exports "
                 "and other streams")
      ->check(CLI::Range(0, 3'600'000))
      ->type_name("MILLISECONDS")
      ->envname("PRESSTM_SLOW_CALL")
      ->capture_default_str();
  app.add_flag("--insecure", flags.insecure,
               "Listen beyond this machine although there is no encryption or "
               "no log-in");
  app.footer(
      "Exit codes: 0 ended by SIGTERM or SIGINT, 2 usage, 3 a file or the "
      "address cannot be used.");
}

absl::StatusOr<presstm::ListenAddress> ReadAddress(absl::string_view option,
                                                   absl::string_view text) {
  absl::StatusOr<presstm::ListenAddress> address =
      presstm::ParseListenAddress(text);
  if (address.ok()) return address;
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": ", address.status().message()));
}

// Where metrics are read, if anywhere; what is wrong with it otherwise.
absl::StatusOr<std::optional<presstm::ListenAddress>> ReadMetricsAddress(
    const Flags& flags) {
  if (flags.metrics_address.empty()) return std::nullopt;
  PRESSTM_ASSIGN_OR_RETURN(
      const presstm::ListenAddress listen,
      ReadAddress("--metrics-address", flags.metrics_address));
  if (!presstm::IsLoopback(listen) && !flags.insecure) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--metrics-address: ", flags.metrics_address,
        " can be reached from other machines, without encryption and without "
        "a log-in: anyone there could read the names and sizes of memories. "
        "Listen on 127.0.0.1, or give --insecure if the network is trusted."));
  }
  return listen;
}

// The same for HTTP. `server` has the rest of what it needs.
absl::StatusOr<std::optional<presstm::HttpOptions>> ReadHttpOptions(
    const Flags& flags, const presstm::Server::Options& server) {
  if (flags.http_address.empty()) return std::nullopt;
  PRESSTM_ASSIGN_OR_RETURN(const presstm::ListenAddress listen,
                           ReadAddress("--http-address", flags.http_address));
  if (!flags.tls.client_authorities.empty() &&
      !flags.tls.client_certificate_is_optional) {
    return absl::InvalidArgumentError(
        "--http-address: HTTP has no client certificates, and would let in "
        "whom --tls-client-ca keeps out: give one of the two, or "
        "--tls-client-optional");
  }
  presstm::Server::Options reached_over_http = server;
  reached_over_http.listen = listen;
  const std::string exposure = presstm::FindExposure(reached_over_http);
  if (!exposure.empty() && !flags.insecure) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--http-address: ", flags.http_address,
        " can be reached from other machines, ", exposure,
        ": listen on 127.0.0.1; or give --tls-cert and --tls-key, and "
        "--require-authentication; or --insecure if the network is trusted."));
  }
  if (!flags.http_memory.empty()) {
    PRESSTM_RETURN_IF_ERROR(presstm::Annotate(
        presstm::ParseMemoryId(flags.http_memory, "").status(),
        "--http-memory: "));
  }
  return presstm::HttpOptions{
      .listen = listen,
      .memory = flags.http_memory,
      .allows_anonymous_writes = flags.http_allow_writes};
}

// Says what is open to other machines, as --insecure wants it.
void WarnOfExposure(const presstm::Server::Options& options,
                    const presstm::SideListeners& others) {
  const auto warn = [&](const presstm::ListenAddress& listen) {
    presstm::Server::Options reached = options;
    reached.listen = listen;
    const std::string exposure = presstm::FindExposure(reached);
    if (exposure.empty()) return;
    presstm::LogWarning(
        absl::StrCat("other machines can read and change every memory: ",
                     presstm::ToString(listen), " is open ", exposure));
  };
  warn(*options.listen);
  if (others.http.has_value()) warn(others.http->listen);
  if (others.metrics.has_value() && !presstm::IsLoopback(*others.metrics)) {
    presstm::LogWarning(absl::StrCat("other machines can read the metrics: ",
                                     presstm::ToString(*others.metrics)));
  }
}

int Run(const Flags& flags) {
  const absl::StatusOr<presstm::ListenAddress> listen =
      presstm::ParseListenAddress(flags.listen);
  if (!listen.ok()) return UsageError(listen.status().message());
  presstm::Server::Options options = {
      .db_path = flags.db_path,
      .listen = *listen,
      .requires_authentication = flags.require_authentication,
      .unary_threads = flags.threads,
      .limits = flags.limits};
  options.limits.default_deadline =
      absl::Seconds(flags.default_deadline_seconds);
  if (!flags.tls.certificate.empty()) options.tls = flags.tls;
  const std::string exposure = presstm::FindExposure(options);
  if (!exposure.empty() && !flags.insecure) {
    return UsageError(
        "--listen: " + flags.listen + " can be reached from other machines, " +
        exposure + ": " +
        (options.requires_authentication
             ? "anyone on the way could read memories and tokens"
             : "anyone there could read and change every memory") +
        ". Listen on "
        "127.0.0.1; or give --tls-cert and --tls-key, and "
        "--require-authentication or --tls-client-ca; or --insecure if the "
        "network is trusted.");
  }
  const auto metrics = ReadMetricsAddress(flags);
  if (!metrics.ok()) return UsageError(metrics.status().message());
  const auto http = ReadHttpOptions(flags, options);
  if (!http.ok()) return UsageError(http.status().message());
  const presstm::SideListeners others = {.metrics = *metrics, .http = *http};
  presstm::LogOptions log = flags.log;
  log.slow_call = absl::Milliseconds(flags.slow_call_ms);
  presstm::StartLog(log);
  WarnOfExposure(options, others);
  return presstm::RunServer(options, others);
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
    if (const auto answer = presstm::AnswerShell(app, argc, argv)) {
      std::cout << *answer;
      return 0;
    }
    presstm::ReadConfigAsToml(app, argc, argv);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  if (flags.print_config) {
    std::cout << app.config_to_str(/*default_also=*/true,
                                   /*write_description=*/true);
    return 0;
  }
  return Run(flags);
}
