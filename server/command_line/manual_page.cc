// Not help2man: it makes a page of one --help, and presstm has one for each of
// some twenty sub-commands on two levels; pages of them all in one need the
// tree, which completion walks as well.
#include "server/command_line/manual_page.h"

#include <cstdlib>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "server/command_line/option_text.h"

namespace presstm {
namespace {

// Text as roff prints it unchanged; no line begins with a control character.
std::string Escape(absl::string_view text) {
  std::string escaped = absl::StrReplaceAll(text, {{"\\", "\\e"},
                                                   {"-", "\\-"},
                                                   {"'", "\\(aq"},
                                                   {"`", "\\(ga"},
                                                   {"^", "\\(ha"},
                                                   {"~", "\\(ti"},
                                                   {"\"", "\\(dq"}});
  return absl::StartsWith(escaped, ".") ? "\\&" + escaped : escaped;
}

std::string Bold(absl::string_view text) {
  return absl::StrCat("\\fB", Escape(text), "\\fR");
}

std::string Italic(absl::string_view text) {
  return absl::StrCat("\\fI", Escape(text), "\\fR");
}

std::string Date() {
  absl::Time time = absl::Now();
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  int64_t seconds = 0;
  if (epoch != nullptr && absl::SimpleAtoi(epoch, &seconds)) {
    time = absl::FromUnixSeconds(seconds);
  }
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

// "[OPTIONS] NAME", as help has it.
std::string Usage(const CLI::App& app) {
  const std::string usage = CLI::Formatter().make_usage(&app, "");
  return std::string(
      absl::StripAsciiWhitespace(usage.substr(strlen("Usage:"))));
}

void AppendSynopsis(const CLI::App& app, std::string& page) {
  absl::StrAppend(&page, Bold(FullName(app)), " ", Escape(Usage(app)), "\n");
}

void AppendOption(const CLI::Option& option, bool is_positional,
                  std::string& page) {
  std::vector<std::string> names;
  for (const std::string& name : NamesOf(option)) names.push_back(Bold(name));
  std::string line = is_positional
                         ? Italic(option.get_name(/*positional=*/true))
                         : absl::StrJoin(names, ", ");
  if (const std::string value = ValueText(option); !value.empty()) {
    absl::StrAppend(&line, " ", is_positional ? Escape(value) : Italic(value));
  }
  absl::StrAppend(&page, ".TP\n", line, "\n", Escape(option.get_description()),
                  "\n");
}

void AppendPositionals(const CLI::App& app, std::string& page) {
  for (const CLI::Option* option : Positionals(app)) {
    AppendOption(*option, /*is_positional=*/true, page);
  }
}

// Group by group, in the order of help. --help is told of once.
void AppendOptions(const CLI::App& app, std::string& page) {
  for (const std::string& group : app.get_groups()) {
    bool is_first = true;
    for (const CLI::Option* option : VisibleOptions(app)) {
      if (option->get_group() != group) continue;
      if (option == app.get_help_ptr() && app.get_parent() != nullptr) continue;
      if (is_first && group != "Options") {
        absl::StrAppend(&page, ".PP\n", Escape(group), ":\n");
      }
      is_first = false;
      AppendOption(*option, /*is_positional=*/false, page);
    }
  }
}

void AppendSubcommands(const CLI::App& app, std::string& page) {
  for (const CLI::App* subcommand : VisibleSubcommands(app)) {
    if (!VisibleSubcommands(*subcommand).empty()) {
      AppendSubcommands(*subcommand, page);
      continue;
    }
    absl::StrAppend(&page, ".SS ", Escape(FullName(*subcommand)), "\n");
    AppendSynopsis(*subcommand, page);
    absl::StrAppend(&page, ".PP\n", Escape(subcommand->get_description()),
                    ".\n");
    AppendPositionals(*subcommand, page);
    AppendOptions(*subcommand, page);
  }
}

void AppendSection(const ManualSection& section, std::string& page) {
  absl::StrAppend(&page, ".SH ", section.title, "\n");
  absl::string_view between;
  for (const std::string& paragraph : section.paragraphs) {
    absl::StrAppend(&page, between, Escape(paragraph), "\n");
    between = ".PP\n";
  }
}

}  // namespace

std::string ManualPage(const CLI::App& app, const ManualOptions& options) {
  const std::string name = app.get_name();
  std::string page = absl::StrCat(
      ".TH ", absl::AsciiStrToUpper(Escape(name)), " ", options.section, " \"",
      Date(), "\" \"presstm ", options.version, "\" \"presstm\"\n");
  absl::StrAppend(&page, ".SH NAME\n", Escape(name), " \\- ",
                  Escape(absl::StripSuffix(app.get_description(), ".")), "\n");
  absl::StrAppend(&page, ".SH SYNOPSIS\n");
  AppendSynopsis(app, page);
  absl::StrAppend(&page, ".SH OPTIONS\n");
  AppendPositionals(app, page);
  AppendOptions(app, page);
  if (!VisibleSubcommands(app).empty()) {
    absl::StrAppend(&page, ".SH COMMANDS\n");
    AppendSubcommands(app, page);
  }
  if (!app.get_footer().empty()) {
    AppendSection({"NOTES", absl::StrSplit(app.get_footer(), '\n')}, page);
  }
  for (const ManualSection& section : options.sections) {
    AppendSection(section, page);
  }
  return page;
}

void AddManualFlag(CLI::App& app, const ManualOptions& options) {
  app.add_flag_callback(
         "--print-man-page",
         [&app, options] {
           throw CLI::CallForVersion(ManualPage(app, options), 0);
         },
         "Print the manual page, and end")
      ->configurable(false);
}

}  // namespace presstm
