#include "server/command_line/completion.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/command_line/option_text.h"

namespace presstm {
namespace {

constexpr absl::string_view kQuestion = "__complete";

const CLI::Option* FindOption(const CLI::App& app, absl::string_view name) {
  for (const CLI::Option* option : VisibleOptions(app)) {
    for (const std::string& known : NamesOf(*option)) {
      if (known == name) return option;
    }
  }
  // Options of the whole may stand after a sub-command.
  return app.get_parent() == nullptr ? nullptr
                                     : FindOption(*app.get_parent(), name);
}

const CLI::App* FindSubcommand(const CLI::App& app, absl::string_view name) {
  for (const CLI::App* subcommand : VisibleSubcommands(app)) {
    if (subcommand->get_name() == name) return subcommand;
  }
  return nullptr;
}

// Reads the words before the cursor, and then completes the one there.
class CommandLine {
 public:
  explicit CommandLine(const CLI::App& app) : app_(&app) {}

  void Read(const std::string& word) {
    if (option_ != nullptr) {
      if (word == "=") return;
      option_ = nullptr;
    } else if (is_after_dashes_) {
      ++positionals_;
    } else if (word == "--") {
      is_after_dashes_ = true;
    } else if (absl::StartsWith(word, "-") && word != "-") {
      const CLI::Option* option = FindOption(*app_, word);
      if (option != nullptr && TakesValue(*option)) option_ = option;
    } else if (const CLI::App* subcommand = FindSubcommand(*app_, word)) {
      app_ = subcommand;
    } else {
      ++positionals_;
    }
  }

  CompletionResult CompleteWord(const std::string& word) {
    if (option_ != nullptr) {
      AddValues(*option_, word == "=" ? "" : word, "");
    } else if (absl::StartsWith(word, "--") && absl::StrContains(word, '=')) {
      const size_t sign = word.find('=');
      if (const CLI::Option* option = FindOption(*app_, word.substr(0, sign))) {
        AddValues(*option, word.substr(sign + 1), word.substr(0, sign + 1));
      }
    } else if (absl::StartsWith(word, "-") && !is_after_dashes_) {
      AddOptions(*app_, word);
    } else {
      AddPositionals(word);
    }
    return result_;
  }

 private:
  void Add(absl::string_view word, const std::string& candidate,
           const std::string& help) {
    if (!absl::StartsWith(candidate, word)) return;
    result_.candidates.push_back({candidate, help});
  }

  // `before` stands before the value in the same word.
  void AddValues(const CLI::Option& option, std::string word,
                 std::string before) {
    if (option.get_delimiter() != '\0') {
      const size_t last = word.rfind(option.get_delimiter());
      if (last != std::string::npos) {
        absl::StrAppend(&before, word.substr(0, last + 1));
        word = word.substr(last + 1);
      }
    }
    for (const std::string& choice : ChoicesOf(option)) {
      Add(before + word, before + choice, "");
    }
    result_.files = IsFile(option);
  }

  void AddOptions(const CLI::App& app, const std::string& word) {
    for (const CLI::Option* option : VisibleOptions(app)) {
      for (const std::string& name : NamesOf(*option)) {
        // What a name of one letter stands for has a longer name, too.
        if (absl::StartsWith(name, "--")) {
          Add(word, name, option->get_description());
        }
      }
    }
    // Each has a --help of its own, the same in name.
    for (const CLI::App* parent = app.get_parent(); parent != nullptr;
         parent = parent->get_parent()) {
      for (const CLI::Option* option : VisibleOptions(*parent)) {
        const std::string name = "--" + option->get_lnames().front();
        if (FindOption(app, name) == option) {
          Add(word, name, option->get_description());
        }
      }
    }
  }

  void AddPositionals(const std::string& word) {
    if (!is_after_dashes_) {
      for (const CLI::App* subcommand : VisibleSubcommands(*app_)) {
        Add(word, subcommand->get_name(), subcommand->get_description());
      }
    }
    const std::vector<const CLI::Option*> known = Positionals(*app_);
    if (known.empty()) return;
    const CLI::Option& last = *known.back();
    const bool is_list =
        last.get_items_expected_max() >= CLI::detail::expected_max_vector_size;
    if (positionals_ < known.size()) {
      AddValues(*known[positionals_], word, "");
    } else if (is_list) {
      AddValues(last, word, "");
    }
  }

  const CLI::App* app_;
  const CLI::Option* option_ = nullptr;  // The one whose value comes next.
  bool is_after_dashes_ = false;
  size_t positionals_ = 0;
  CompletionResult result_;
};

}  // namespace

CompletionResult Complete(const CLI::App& app,
                          const std::vector<std::string>& words) {
  if (words.empty()) return {};
  CommandLine line(app);
  for (size_t k = 0; k + 1 < words.size(); ++k) line.Read(words[k]);
  return line.CompleteWord(words.back());
}

std::optional<std::string> AnswerShell(const CLI::App& app, int argc,
                                       const char* const* argv) {
  if (argc < 2 || argv[1] != kQuestion) return std::nullopt;
  const CompletionResult completion =
      Complete(app, std::vector<std::string>(argv + 2, argv + argc));
  std::string answer;
  for (const CompletionWord& candidate : completion.candidates) {
    absl::StrAppend(&answer, candidate.word, "\t", candidate.help, "\n");
  }
  if (completion.files) absl::StrAppend(&answer, ":files\n");
  return answer;
}

}  // namespace presstm
