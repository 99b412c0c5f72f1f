// Completion of command lines in a shell.
//
// The shells' own scripts only ask the program, which knows its options best:
// nothing can be out of date, and there is one logic for all shells.
#ifndef COMMAND_LINE_COMPLETION_H_
#define COMMAND_LINE_COMPLETION_H_

#include <optional>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"

namespace presstm {

struct CompletionWord {
  std::string word;
  std::string help;  // For people; one line.
};

struct CompletionResult {
  std::vector<CompletionWord> candidates;  // In the order help has them.
  bool files = false;                      // Names of files, too.
};

// What the last of `words` may become. They are those after the program's
// name up to the cursor; the last may be empty. Bash splits "--name=value" at
// the sign, the others do not; both are understood.
CompletionResult Complete(const CLI::App& app,
                          const std::vector<std::string>& words);

// The answer to "PROGRAM __complete WORD...", which is what the scripts ask: a
// line for each candidate, its help after a tab, and ":files" for the names of
// files. nullopt if the command line is another one.
std::optional<std::string> AnswerShell(const CLI::App& app, int argc,
                                       const char* const* argv);

// "bash", "fish", "zsh".
std::vector<std::string> ShellNames();

// What one of these shells has to read for `program`, which it finds by PATH or
// as it was called.
std::string CompletionScript(const std::string& shell,
                             const std::string& program);

}  // namespace presstm

#endif  // COMMAND_LINE_COMPLETION_H_
