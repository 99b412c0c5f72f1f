#include "client/option_checks.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "server/command_line/option_text.h"

namespace presstm {
namespace {

std::string Range(int64_t least, int64_t most) {
  return most == kNoMost ? absl::StrCat("of at least ", least)
                         : absl::StrCat("from ", least, " to ", most);
}

// The sub-command that was begun last, or `app` itself.
const CLI::App& Innermost(const CLI::App& app) {
  const std::vector<CLI::App*> begun = app.get_subcommands();
  return begun.empty() ? app : Innermost(*begun.back());
}

std::string SubcommandNames(const CLI::App& app) {
  return absl::StrJoin(app.get_subcommands(nullptr), ", ",
                       [](std::string* out, const CLI::App* sub) {
                         absl::StrAppend(out, sub->get_name());
                       });
}

// An argument that nothing was known to do with.
std::string ExtraArgument(const std::string& argument) {
  const bool is_option = absl::StartsWith(argument, "-") && argument != "-";
  return absl::StrCat(is_option ? "unknown option '" : "unexpected argument '",
                      argument, "'");
}

std::string MissingSubcommand(const CLI::App& app, const CLI::App& innermost) {
  const std::string known =
      absl::StrCat(FullName(innermost), " has ", SubcommandNames(innermost));
  const std::vector<std::string> extra = app.remaining(/*recurse=*/true);
  if (extra.empty()) return absl::StrCat("no sub-command: ", known);
  if (absl::StartsWith(extra[0], "-")) return ExtraArgument(extra[0]);
  return absl::StrCat("unknown sub-command '", extra[0], "': ", known);
}

// "--format: 1 required TEXT missing" and the like, better said.
std::string WrongCount(absl::string_view what) {
  const absl::string_view name = what.substr(0, what.find(':'));
  if (absl::EndsWith(what, "missing")) {
    return absl::StrCat(name, ": the value is missing");
  }
  if (absl::StrContains(what, "At Most")) {
    return absl::StrCat(name, ": given more than once");
  }
  return std::string(what);
}

}  // namespace

CLI::Validator OneOf(std::map<std::string, std::string> values_by_label) {
  const auto check = [values = std::move(values_by_label)](std::string& text) {
    const auto it = values.find(text);
    if (it == values.end()) {
      return absl::StrCat(
          "'", text, "' is none of ",
          absl::StrJoin(values, ", ", [](std::string* out, const auto& row) {
            absl::StrAppend(out, row.first);
          }));
    }
    text = it->second;
    return std::string();
  };
  return CLI::Validator(check, "");
}

CLI::Validator WholeNumber(int64_t least, int64_t most) {
  const auto check = [least, most](std::string& text) {
    int64_t number = 0;
    if (!absl::SimpleAtoi(text, &number) || number < least || number > most) {
      return absl::StrCat("'", text, "' is not a whole number ",
                          Range(least, most));
    }
    // CLI11 would read "010" as an octal number.
    text = absl::StrCat(number);
    return std::string();
  };
  return CLI::Validator(check, "");
}

CommandLineFault DescribeFault(const CLI::App& app,
                               const CLI::ParseError& error) {
  const CLI::App& innermost = Innermost(app);
  CommandLineFault fault = {
      .message = error.what(),
      .hint = absl::StrCat(FullName(innermost), " --help says more")};
  const std::string kind = error.get_name();
  const bool wants_subcommand = innermost.get_require_subcommand_min() > 0;
  if (kind == "RequiredError" && wants_subcommand) {
    fault.message = MissingSubcommand(app, innermost);
  } else if (kind == "ArgumentMismatch") {
    fault.message = WrongCount(fault.message);
  } else if (const auto extra = app.remaining(/*recurse=*/true);
             dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr &&
             !extra.empty()) {
    fault.message = ExtraArgument(extra[0]);
  }
  return fault;
}

}  // namespace presstm
