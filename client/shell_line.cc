#include "client/shell_line.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/call_error.h"

namespace presstm {
namespace {

absl::string_view Stripped(absl::string_view text) {
  return absl::StripAsciiWhitespace(text);
}

// Takes what stands before the first white space.
absl::string_view TakeWord(absl::string_view& text) {
  const auto end = std::find_if(text.begin(), text.end(), absl::ascii_isspace);
  const absl::string_view word = text.substr(0, end - text.begin());
  text = Stripped(text.substr(word.size()));
  return word;
}

absl::StatusOr<ShellCommand> FindCommand(absl::string_view name) {
  std::vector<ShellCommand> found;
  for (const ShellCommand& command : ShellCommands()) {
    if (command.name == name) return command;
    if (absl::StartsWith(command.name, name)) found.push_back(command);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return WithHint(UsageError(absl::StrCat("there is no command ", name)),
                    ":help lists them; a text that begins with : or / is "
                    "looked up with a blank before it");
  }
  return UsageError(absl::StrCat(
      name, " may be ",
      absl::StrJoin(found, ", ", [](std::string* out, const ShellCommand& c) {
        absl::StrAppend(out, c.name);
      })));
}

absl::StatusOr<ShellLine> ParseCommand(absl::string_view line) {
  const absl::string_view name = TakeWord(line);
  const absl::StatusOr<ShellCommand> command = FindCommand(name);
  if (!command.ok()) return command.status();
  if (command->argument.empty() && !line.empty()) {
    return UsageError(absl::StrCat(command->name, " stands alone"));
  }
  if (line.empty() && !command->argument.empty() &&
      !absl::StartsWith(command->argument, "[")) {
    return UsageError(absl::StrCat(command->name, " ", command->argument, ": ",
                                   command->argument, " is missing"));
  }
  return ShellLine{command->action, std::string(line)};
}

// "/TEXT" and "//TEXT".
std::optional<ShellLine> ParseSlashes(absl::string_view line) {
  if (!absl::StartsWith(line, "/")) return std::nullopt;
  const bool of_target = absl::StartsWith(line, "//");
  line.remove_prefix(of_target ? 2 : 1);
  return ShellLine{
      of_target ? ShellAction::kTargetConcordance : ShellAction::kConcordance,
      std::string(Stripped(line))};
}

constexpr char kHelpBeginning[] =
    "A line is looked up. What is found is numbered, and N below is such a\n"
    "number, or the id of a unit: #17. A command may be cut short.\n\n";

constexpr char kHelpEnd[] =
    "\nTab completes commands, languages and memories. Alt-1 to Alt-9 do what\n"
    ":edit does, or put the translation into the line begun; Alt-s swaps the\n"
    "languages. Up, Down and Ctrl-R bring back earlier lines, Ctrl-C drops\n"
    "the line, Ctrl-D ends. Lines are kept for the next time, in a file for\n"
    "your eyes only; with --no-history they are not.\n";

}  // namespace

std::string ShellHelp() {
  size_t width = 0;
  for (const ShellCommand& command : ShellCommands()) {
    width = std::max(width, command.name.size() + command.argument.size());
  }
  std::string text = kHelpBeginning;
  for (const ShellCommand& command : ShellCommands()) {
    std::string usage = absl::StrCat(command.name, " ", command.argument);
    usage.resize(width + 1, ' ');
    absl::StrAppend(&text, usage, "  ", command.help, "\n");
  }
  return text + kHelpEnd;
}

const std::vector<ShellCommand>& ShellCommands() {
  static const auto& commands = *new std::vector<ShellCommand>{
      {ShellAction::kConcordance, ":concordance", "TEXT",
       "where a text stands in the source language; also /TEXT"},
      {ShellAction::kTargetConcordance, ":concordance-target", "TEXT",
       "where it stands in the target language; also //TEXT"},
      {ShellAction::kMore, ":more", "", "more of the concordance"},
      {ShellAction::kAccept, ":accept", "N", "print the translation alone"},
      {ShellAction::kEdit, ":edit", "N",
       "put the translation into the line, to change and :add it"},
      {ShellAction::kAdd, ":add", "TEXT",
       "store a translation of the text looked up last"},
      {ShellAction::kCorrect, ":correct", "N [TEXT]",
       "change the translation where it is stored; without TEXT it is put "
       "into the line"},
      {ShellAction::kDelete, ":delete", "N", "delete a translation unit"},
      {ShellAction::kUndo, ":undo", "",
       "undo what was added, corrected or deleted here last"},
      {ShellAction::kShow, ":show", "N",
       "all of a translation unit, and its history"},
      {ShellAction::kFrom, ":from", "[LANG]", "the language of the texts"},
      {ShellAction::kTo, ":to", "[LANG]", "the language of the translations"},
      {ShellAction::kSwap, ":swap", "", "the other direction"},
      {ShellAction::kMemory, ":memory", "[NAME[:POINTS]...]",
       "the memories to search; the first is the one written to"},
      {ShellAction::kThreshold, ":threshold", "[1-100]",
       "the lowest score shown"},
      {ShellAction::kLimit, ":limit", "[1-100]", "the most matches shown"},
      {ShellAction::kHelp, ":help", "", "this"},
      {ShellAction::kQuit, ":quit", "", "end; also Ctrl-D"},
  };
  return commands;
}

absl::StatusOr<ShellLine> ParseShellLine(absl::string_view line) {
  if (const absl::Status valid = CheckUtf8Option("the line", line);
      !valid.ok()) {
    return valid;
  }
  const absl::string_view text = Stripped(line);
  if (text.empty()) return ShellLine();
  if (absl::StartsWith(line, ":")) return ParseCommand(text);
  if (std::optional<ShellLine> search = ParseSlashes(line)) {
    if (search->argument.empty()) {
      return UsageError("/TEXT: the text is missing");
    }
    return *std::move(search);
  }
  return ShellLine{ShellAction::kLookUp, std::string(text)};
}

absl::StatusOr<UnitReference> ParseUnitReference(absl::string_view argument) {
  absl::string_view word = TakeWord(argument);
  const bool is_id = absl::StartsWith(word, "#");
  if (is_id) word.remove_prefix(1);
  int64_t number = 0;
  const bool is_number =
      std::all_of(word.begin(), word.end(), absl::ascii_isdigit) &&
      absl::SimpleAtoi(word, &number) && number > 0;
  if (!is_number || (!is_id && number > INT32_MAX)) {
    return UsageError(absl::StrCat("'", is_id ? "#" : "", word,
                                   "' is neither the number of a result nor "
                                   "the id of a unit, such as #17"));
  }
  UnitReference reference;
  if (is_id) {
    reference.id = std::string(word);
  } else {
    reference.number = static_cast<int>(number);
  }
  reference.text = std::string(argument);
  return reference;
}

}  // namespace presstm
