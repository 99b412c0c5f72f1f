#include "server/command_line/toml_config.h"

#include <cstdlib>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#define TOML_EXCEPTIONS 0
#include "toml++/toml.h"

namespace presstm {
namespace {

// As it would be on the command line; nullopt of what has several values.
std::optional<std::string> TextOf(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer())
    return absl::StrCat(number->get());
  if (const auto* number = node.as_floating_point()) {
    return absl::StrCat(number->get());
  }
  if (const auto* flag = node.as_boolean()) {
    return flag->get() ? "true" : "false";
  }
  return std::nullopt;
}

// The first "--name" in `message`, without the dashes; "" if there is none.
std::string OptionIn(const std::string& message) {
  const size_t dashes = message.find("--");
  if (dashes == std::string::npos) return "";
  const size_t end =
      message.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", dashes + 2);
  return message.substr(dashes + 2, end - dashes - 2);
}

bool IsGiven(const std::string& name, int argc, const char* const* argv) {
  const std::string option = "--" + name;
  for (int i = 1; i < argc; ++i) {
    if (argv[i] == option || absl::StartsWith(argv[i], option + "=")) {
      return true;
    }
  }
  return false;
}

bool IsFlag(const CLI::Option& option) {
  return option.get_items_expected_max() == 0;
}

// Of a flag the library takes any number, and those below 1 for "false": what
// is meant to be on must not be off for a slip.
void CheckFlagsInEnvironment(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (!IsFlag(*option) || option->get_envname().empty()) continue;
    const char* const value = std::getenv(option->get_envname().c_str());
    if (value == nullptr || *value == '\0') continue;
    const std::string text = absl::AsciiStrToLower(value);
    if (text != "true" && text != "false" && text != "1" && text != "0") {
      throw CLI::ValidationError(option->get_envname(), "takes true or false");
    }
  }
}

}  // namespace

std::string TomlConfig::Place(unsigned line) const {
  return absl::StrCat(app_.get_config_ptr()->as<std::string>(), ", line ",
                      line);
}

std::string TomlConfig::PlaceOf(const std::string& name) const {
  const auto line = lines_.find(name);
  return line == lines_.end() ? "" : Place(line->second);
}

std::vector<CLI::ConfigItem> TomlConfig::from_config(
    std::istream& input) const {
  const std::string text(std::istreambuf_iterator<char>(input), {});
  if (input.bad()) {
    throw CLI::ConfigError(app_.get_config_ptr()->as<std::string>() +
                           " cannot be read");
  }
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    throw CLI::ConfigError(
        absl::StrCat(Place(parsed.error().source().begin.line), ": ",
                     std::string(parsed.error().description())));
  }
  std::vector<CLI::ConfigItem> options;
  for (const auto& [key, node] : parsed.table()) {
    const std::string name(key.str());
    const unsigned line = key.source().begin.line;
    const CLI::Option* option = app_.get_option_no_throw("--" + name);
    if (option == nullptr || !option->get_configurable()) {
      throw CLI::ConfigError(
          absl::StrCat(Place(line), ": there is no option ", name,
                       option == nullptr ? "" : " in a file"));
    }
    if (IsFlag(*option) && !node.is_boolean()) {
      throw CLI::ConfigError(
          absl::StrCat(Place(line), ": ", name, " takes true or false"));
    }
    std::optional<std::string> value = TextOf(node);
    if (!value.has_value()) {
      throw CLI::ConfigError(
          absl::StrCat(Place(line), ": ", name,
                       " takes a text in quotes, a number, true or false"));
    }
    lines_[name] = line;
    options.push_back({.parents = {}, .name = name, .inputs = {*value}});
  }
  return options;
}

void ReadConfigAsToml(CLI::App& app, int argc, const char* const* argv) {
  CheckFlagsInEnvironment(app);
  const auto config = std::make_shared<TomlConfig>(app);
  app.config_formatter(config);
  app.failure_message([config, argc, argv](const CLI::App* parsed,
                                           const CLI::Error& error) {
    const std::string name = OptionIn(error.what());
    std::string origin;
    if (!name.empty() && !IsGiven(name, argc, argv)) {
      const CLI::Option* option = parsed->get_option_no_throw("--" + name);
      origin = config->PlaceOf(name);
      if (origin.empty() && option != nullptr &&
          std::getenv(option->get_envname().c_str()) != nullptr) {
        origin = option->get_envname() + " in the environment";
      }
    }
    return absl::StrCat(error.what(), origin.empty() ? "" : ": see ", origin,
                        "\nRun with --help for more information.\n");
  });
}

}  // namespace presstm
