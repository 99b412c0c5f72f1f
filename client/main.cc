// presstm: reads the command line and runs one sub-command.
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/access_token.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/exit_code.h"
#include "client/option_checks.h"
#include "client/session.h"
#include "server/command_line/completion.h"
#include "server/command_line/manual_page.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr char kDefaultServer[] = "127.0.0.1:7411";

constexpr char kFooter[] =
    "All of these may come before the sub-command or after it.\n"
    "Exit codes: 0 done or found, 1 nothing found, 2 usage, 3 server or data "
    "error.";

struct Flags {
  GlobalOptions options;
  std::string token_file;
  bool insecure = false;
  std::string color = "auto";
};

std::string Environment(const char* name, const char* fallback = "") {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? fallback : value;
}

bool UseColor(const std::string& mode) {
  if (mode != "auto") return mode == "always";
  return isatty(STDOUT_FILENO) == 1 && Environment("NO_COLOR").empty() &&
         Environment("TERM") != "dumb";
}

// Naming a file asks for TLS.
void AddTlsOptions(CLI::App& app, TlsOptions& tls) {
  app.add_flag("--tls", tls.enabled,
               "Encrypt, and trust what the system trusts");
  const auto file = [&](const char* name, std::string& path,
                        const char* variable, const char* help) {
    return app.add_option(name, path, help)
        ->option_text("FILE")
        ->envname(variable);
  };
  file("--tls-ca", tls.authorities, "PRESSTM_TLS_CA",
       "Encrypt, and trust these authorities (PEM)");
  CLI::Option* certificate =
      file("--tls-cert", tls.certificate, "PRESSTM_TLS_CLIENT_CERT",
           "Encrypt, and show this certificate (PEM)");
  CLI::Option* key =
      file("--tls-key", tls.private_key, "PRESSTM_TLS_CLIENT_KEY",
           "The certificate's key (PEM)");
  certificate->needs(key);
  key->needs(certificate);
}

// The environment counts only where the command line says nothing.
void AddTokenOptions(CLI::App& app, Flags& flags) {
  CLI::Option* token =
      app.add_option("--token", flags.options.token,
                     "What proves to the server who asks; else PRESSTM_TOKEN. "
                     "Other users see the command line: better a file")
          ->option_text("TOKEN");
  app.add_option("--token-file", flags.token_file,
                 "The file that has it; else PRESSTM_TOKEN_FILE")
      ->option_text("FILE")
      ->excludes(token);
  app.add_flag("--insecure", flags.insecure,
               "Send the token to other machines without encryption");
}

// Takes the token from where it is.
absl::Status FindToken(Flags& flags) {
  std::string& token = flags.options.token;
  if (token.empty() && flags.token_file.empty()) {
    token = Environment("PRESSTM_TOKEN");
    if (token.empty()) flags.token_file = Environment("PRESSTM_TOKEN_FILE");
  }
  if (!flags.options.db.empty()) return absl::OkStatus();
  if (!flags.token_file.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(token, ReadTokenFile(flags.token_file));
  }
  return CheckToken(flags.options, flags.insecure);
}

// A change should say who made it, also from a service without an environment.
std::string LoginName() {
  std::string name = Environment("USER");
  if (!name.empty()) return name;
  const passwd* account = getpwuid(geteuid());
  return account == nullptr ? "" : account->pw_name;
}

void AddGlobalOptions(CLI::App& app, Flags& flags) {
  flags.options.server = Environment("PRESSTM_SERVER", kDefaultServer);
  flags.options.user = Environment("PRESSTM_USER", LoginName().c_str());
  app.set_version_flag("--version", "presstm " PRESSTM_VERSION);
  AddManualFlag(app, {.section = 1,
                      .version = PRESSTM_VERSION,
                      .sections = {{"SEE ALSO", {"presstm-server(8)"}}}});
  CLI::Option* server =
      app.add_option("--server", flags.options.server,
                     "The server; PRESSTM_SERVER in the environment sets it "
                     "too")
          ->option_text(absl::StrCat("HOST:PORT [", flags.options.server, "]"));
  app.add_option("--db", flags.options.db,
                 "Work on this file, without a server")
      ->option_text("FILE")
      ->excludes(server);
  AddTlsOptions(app, flags.options.tls);
  AddTokenOptions(app, flags);
  app.add_option(
         "--user", flags.options.user,
         "The author of what is written, where the server does not know "
         "who asks; else PRESSTM_USER or USER in the environment, or the "
         "name of the account")
      ->type_name("NAME");
  app.add_flag("--json", flags.options.json, "Print JSON for programs");
  app.add_option("--color", flags.color, "Mark differences by colour")
      ->transform(
          OneOf({{"auto", "auto"}, {"always", "always"}, {"never", "never"}}))
      ->option_text("auto|always|never [auto]");
  app.footer(kFooter);
}

absl::Status CheckServer(const std::string& server) {
  const size_t colon = server.rfind(':');
  int port = 0;
  if (colon != std::string::npos && colon > 0 &&
      absl::SimpleAtoi(server.substr(colon + 1), &port) && port > 0 &&
      port < 65536) {
    return absl::OkStatus();
  }
  return UsageError(absl::StrCat("--server: '", server,
                                 "' is not HOST:PORT, for example ",
                                 kDefaultServer));
}

absl::StatusOr<ExitCode> RunCommand(const std::vector<Command>& commands,
                                    Flags flags) {
  PRESSTM_RETURN_IF_ERROR(CheckServer(flags.options.server));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--user", flags.options.user));
  flags.options.color = UseColor(flags.color);
  TlsOptions& tls = flags.options.tls;
  tls.enabled =
      tls.enabled || !tls.authorities.empty() || !tls.certificate.empty();
  PRESSTM_RETURN_IF_ERROR(FindToken(flags));
  Session session(flags.options);
  for (const Command& command : commands) {
    if (command.app->parsed()) return command.run(session);
  }
  return UsageError("no sub-command");
}

int Main(int argc, char** argv) {
  CLI::App app("Asks and fills translation memories.", "presstm");
  app.fallthrough();
  app.require_subcommand(1);
  Flags flags;
  std::vector<Command> commands;
  try {
    AddGlobalOptions(app, flags);
    AddImportCommand(app, commands);
    AddLookupCommand(app, commands);
    AddAnalyzeCommand(app, commands);
    AddPretranslateCommand(app, commands);
    AddConcordanceCommand(app, commands);
    AddShellCommand(app, commands);
    AddAddCommand(app, commands);
    AddGetCommand(app, commands);
    AddDeleteCommand(app, commands);
    AddHistoryCommands(app, commands);
    AddExportCommand(app, commands);
    AddMemoryCommands(app, commands);
    AddTokenCommands(app, commands);
    AddAccessCommands(app, commands);
    AddDatabaseCommands(app, commands);
    AddStatusCommand(app, commands);
    AddCompletionCommand(app);
    if (const auto answer = AnswerShell(app, argc, argv)) {
      std::cout << *answer;
      return static_cast<int>(ExitCode::kDone);
    }
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help.
    const CommandLineFault fault = DescribeFault(app, error);
    return static_cast<int>(
        ReportError(WithHint(UsageError(fault.message), fault.hint)));
  }
  const absl::StatusOr<ExitCode> exit_code = RunCommand(commands, flags);
  if (!exit_code.ok()) return static_cast<int>(ReportError(exit_code.status()));
  // A full disk behind stdout must not look like success.
  if (!std::cout.flush()) {
    return static_cast<int>(
        ReportError(absl::DataLossError("cannot write to standard output")));
  }
  return static_cast<int>(*exit_code);
}

}  // namespace
}  // namespace presstm

int main(int argc, char** argv) {
  // gRPC's own log would mix with our messages.
  setenv("GRPC_VERBOSITY", "NONE", /*replace=*/0);
  try {
    return presstm::Main(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "presstm: internal error: " << error.what() << std::endl;
    return static_cast<int>(presstm::ExitCode::kError);
  }
}
