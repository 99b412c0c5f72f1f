// Checks of what options are given, with messages for people: "'x' is none of
// csv, tmx" after the option's name.
#ifndef CLIENT_OPTION_CHECKS_H_
#define CLIENT_OPTION_CHECKS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "CLI/Validators.hpp"
#include "absl/strings/str_cat.h"

namespace presstm {

// For Option::transform: puts the value in the place of its label. Only labels
// are taken, not the values themselves, which are numbers of the API.
CLI::Validator OneOf(std::map<std::string, std::string> values_by_label);

template <typename Enum>
CLI::Validator OneOf(const std::map<std::string, Enum>& values_by_label) {
  std::map<std::string, std::string> texts;
  for (const auto& [label, value] : values_by_label) {
    texts.emplace(label, absl::StrCat(static_cast<int>(value)));
  }
  return OneOf(std::move(texts));
}

inline constexpr int64_t kNoMost = INT64_MAX;

// For Option::transform: a whole number in decimals, and no other notation.
CLI::Validator WholeNumber(int64_t least, int64_t most = kNoMost);

// What was wrong with the command line, in one line, and which help tells more.
struct CommandLineFault {
  std::string message;
  std::string hint;
};
// `app` is the whole command line after a parse that threw `error`.
CommandLineFault DescribeFault(const CLI::App& app,
                               const CLI::ParseError& error);

}  // namespace presstm

#endif  // CLIENT_OPTION_CHECKS_H_
