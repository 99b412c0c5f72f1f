// presstm shell: the command line of the interactive look-up.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/history_file.h"
#include "client/line_editor.h"
#include "client/lookup_options.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "client/shell.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

struct ShellFlags {
  LookupFlags lookup;
  v1::WriteRule rule = v1::WRITE_RULE_UNSPECIFIED;
  bool no_history = false;
};

// Else the first look-up would find it out, and each after it.
absl::Status CheckLanguages(const LookupFlags& flags) {
  for (const auto& [option, language] :
       {std::pair("--from", flags.from), std::pair("--to", flags.to)}) {
    const auto parsed = ParseLanguage(language);
    if (!parsed.ok()) {
      return UsageError(absl::StrCat(option, ": ", parsed.status().message()));
    }
  }
  return absl::OkStatus();
}

// Nothing if lines are not to be kept, or cannot be.
std::optional<HistoryFile> OpenHistory() {
  const std::optional<std::string> path = DefaultHistoryPath();
  if (!path.has_value()) return std::nullopt;
  absl::StatusOr<HistoryFile> file = HistoryFile::Open(*path);
  if (file.ok()) return *std::move(file);
  ReportError(file.status());
  return std::nullopt;
}

absl::StatusOr<ExitCode> RunShell(Session& session, const ShellFlags& flags) {
  if (session.options().json) {
    return UsageError("--json: programs ask with presstm lookup --batch -");
  }
  PRESSTM_RETURN_IF_ERROR(MakeLookupRequest(flags.lookup).status());
  PRESSTM_RETURN_IF_ERROR(CheckLanguages(flags.lookup));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  Shell shell(session, flags.lookup, flags.rule);
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<LineEditor> editor,
                           LineEditor::Open(shell.Hooks()));
  std::optional<HistoryFile> history;
  if (editor->is_terminal() && !flags.no_history) history = OpenHistory();
  if (history.has_value()) {
    for (const std::string& line : history->lines()) editor->Remember(line);
  }
  if (editor->is_terminal()) PrintMessage(":help shows what can be done");
  return shell.Run(*editor, history.has_value() ? &*history : nullptr);
}

}  // namespace

void AddShellCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<ShellFlags>();
  CLI::App* sub = app.add_subcommand(
      "shell", "Look up, search and correct, line by line; :help tells more");
  AddLookupSettings(*sub, flags->lookup);
  sub->add_option("--rule", flags->rule,
                  "What :add does where the text is stored with another "
                  "translation; without it the memory's rule")
      ->transform(OneOf(RuleOptions()))
      ->option_text(
          "keep-all|replace-same-source|replace-same-source-and-context|"
          "keep-newest|skip-existing");
  sub->add_flag("--no-history", flags->no_history,
                "Neither read nor keep the lines typed, which are in "
                "~/.local/state/presstm/shell_history else, or under "
                "XDG_STATE_HOME: for texts under embargo");
  commands.push_back(
      {sub, [flags](Session& session) { return RunShell(session, *flags); }});
}

}  // namespace presstm
