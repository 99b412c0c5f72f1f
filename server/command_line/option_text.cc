#include "server/command_line/option_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace presstm {
namespace {

// The text within `open` and `close`, or all before a blank.
absl::string_view ListIn(absl::string_view text) {
  const size_t open = text.find('{');
  if (open == absl::string_view::npos) return text.substr(0, text.find(' '));
  const size_t close = text.find('}', open);
  return text.substr(open + 1, close - open - 1);
}

}  // namespace

std::vector<const CLI::Option*> VisibleOptions(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) {
    return option->nonpositional() && !option->get_group().empty();
  });
}

std::vector<const CLI::Option*> Positionals(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) {
    return option->get_positional() && !option->get_group().empty();
  });
}

std::vector<const CLI::App*> VisibleSubcommands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* subcommand) {
    return !subcommand->get_name().empty() && !subcommand->get_group().empty();
  });
}

std::string FullName(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr
             ? app.get_name()
             : absl::StrCat(FullName(*parent), " ", app.get_name());
}

std::vector<std::string> NamesOf(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) {
    names.push_back("-" + name);
  }
  for (const std::string& name : option.get_lnames()) {
    names.push_back("--" + name);
  }
  return names;
}

bool TakesValue(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

std::string ValueText(const CLI::Option& option) {
  const std::string text = CLI::Formatter().make_option_opts(&option);
  return std::string(absl::StripAsciiWhitespace(text));
}

std::vector<std::string> ChoicesOf(const CLI::Option& option) {
  const std::string text = option.get_option_text().empty()
                               ? option.get_type_name()
                               : option.get_option_text();
  const absl::string_view list = ListIn(text);
  const char separator = absl::StrContains(text, "{") ? ',' : '|';
  if (!absl::StrContains(list, separator)) return {};
  return absl::StrSplit(list, separator);
}

bool IsFile(const CLI::Option& option) {
  const auto begins_with_file = [](absl::string_view text) {
    return absl::StartsWith(text, "FILE");
  };
  return begins_with_file(option.get_option_text()) ||
         begins_with_file(option.get_type_name()) ||
         begins_with_file(option.get_name(/*positional=*/true));
}

}  // namespace presstm
