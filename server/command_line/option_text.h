// What help, manual page and completion say of an option, taken from CLI11.
#ifndef COMMAND_LINE_OPTION_TEXT_H_
#define COMMAND_LINE_OPTION_TEXT_H_

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"

namespace presstm {

// The options of `app` that help shows, without its positional arguments.
std::vector<const CLI::Option*> VisibleOptions(const CLI::App& app);

// Its positional arguments, in their order.
std::vector<const CLI::Option*> Positionals(const CLI::App& app);

// The sub-commands that help shows.
std::vector<const CLI::App*> VisibleSubcommands(const CLI::App& app);

// "presstm memory create".
std::string FullName(const CLI::App& app);

// "-h", "--help".
std::vector<std::string> NamesOf(const CLI::Option& option);

bool TakesValue(const CLI::Option& option);

// What help has after the name: "FILE", "auto|always|never [auto]", "".
std::string ValueText(const CLI::Option& option);

// The values it can have, if they are listed there: "auto", "always", "never".
std::vector<std::string> ChoicesOf(const CLI::Option& option);

// Whether its value names a file: FILE is what it, or its value, is called.
bool IsFile(const CLI::Option& option);

}  // namespace presstm

#endif  // COMMAND_LINE_OPTION_TEXT_H_
