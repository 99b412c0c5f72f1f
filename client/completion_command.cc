// presstm completion: what makes a shell complete the command line.
#include "absl/strings/str_join.h"
#include "client/command.h"
#include "server/command_line/completion.h"

namespace presstm {

void AddCompletionCommand(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "completion", "Print what makes a shell complete these commands");
  // Like --help it answers while the command line is read.
  sub->add_option_function<std::string>(
         "SHELL",
         [&app](const std::string& shell) {
           throw CLI::CallForVersion(CompletionScript(shell, app.get_name()),
                                     0);
         },
         "As in: source <(presstm completion bash)")
      ->required()
      ->check(CLI::IsMember(ShellNames()))
      ->option_text(absl::StrJoin(ShellNames(), "|"));
}

}  // namespace presstm
