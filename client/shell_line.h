// What a line typed into the shell asks for.
#ifndef CLIENT_SHELL_LINE_H_
#define CLIENT_SHELL_LINE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

enum class ShellAction {
  kNothing,  // An empty line.
  kLookUp,   // A line that is no command.
  kConcordance,
  kTargetConcordance,
  kMore,
  kAccept,
  kEdit,
  kAdd,
  kCorrect,
  kDelete,
  kUndo,
  kShow,
  kFrom,
  kTo,
  kSwap,
  kMemory,
  kThreshold,
  kLimit,
  kHelp,
  kQuit,
};

struct ShellCommand {
  ShellAction action;
  std::string name;      // With its colon.
  std::string argument;  // As help shows it; in brackets if it may be missing.
  std::string help;      // For people; one line.
};

// All commands, in the order help has them.
const std::vector<ShellCommand>& ShellCommands();

// What :help prints: the commands, the keys, and where the lines are kept.
std::string ShellHelp();

struct ShellLine {
  ShellAction action = ShellAction::kNothing;
  // What comes after the command and the blanks that follow it, or the text
  // to look up; without blanks at its end.
  std::string argument;
};

// A command may be cut short as long as no other begins so. UsageError for an
// unknown one, a missing argument, or one that is too many. Text is UTF-8, or
// else a UsageError.
absl::StatusOr<ShellLine> ParseShellLine(absl::string_view line);

// "3", "#17" or either with a text after it: which unit is meant.
struct UnitReference {
  int number = 0;    // Of what was shown last, from 1; 0: the id counts.
  std::string id;    // Digits.
  std::string text;  // What follows.
};

// UsageError if `argument` does not begin with a number or an id.
absl::StatusOr<UnitReference> ParseUnitReference(absl::string_view argument);

}  // namespace presstm

#endif  // CLIENT_SHELL_LINE_H_
