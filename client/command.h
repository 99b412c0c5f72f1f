// What a sub-command is: a part of the command line and a function.
#ifndef CLIENT_COMMAND_H_
#define CLIENT_COMMAND_H_

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "client/exit_code.h"
#include "client/session.h"

namespace CLI {
class App;
}

namespace presstm {

// Called after parsing if `app` was chosen. The error is shown by main.
struct Command {
  const CLI::App* app;
  std::function<absl::StatusOr<ExitCode>(Session&)> run;
};

// Each adds its sub-command, with options and help, to `app` and appends it
// to `commands`. `app` must outlive the commands.
void AddMemoryCommands(CLI::App& app, std::vector<Command>& commands);
void AddImportCommand(CLI::App& app, std::vector<Command>& commands);
void AddExportCommand(CLI::App& app, std::vector<Command>& commands);
void AddConcordanceCommand(CLI::App& app, std::vector<Command>& commands);
void AddLookupCommand(CLI::App& app, std::vector<Command>& commands);
void AddAnalyzeCommand(CLI::App& app, std::vector<Command>& commands);
void AddPretranslateCommand(CLI::App& app, std::vector<Command>& commands);
void AddShellCommand(CLI::App& app, std::vector<Command>& commands);
void AddAddCommand(CLI::App& app, std::vector<Command>& commands);
void AddGetCommand(CLI::App& app, std::vector<Command>& commands);
void AddDeleteCommand(CLI::App& app, std::vector<Command>& commands);
void AddHistoryCommands(CLI::App& app, std::vector<Command>& commands);
void AddTokenCommands(CLI::App& app, std::vector<Command>& commands);
void AddAccessCommands(CLI::App& app, std::vector<Command>& commands);
void AddDatabaseCommands(CLI::App& app, std::vector<Command>& commands);
void AddStatusCommand(CLI::App& app, std::vector<Command>& commands);

// Adds `completion`, which is done once it is parsed.
void AddCompletionCommand(CLI::App& app);

}  // namespace presstm

#endif  // CLIENT_COMMAND_H_
