#include "client/shell_completion.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "client/display_text.h"
#include "client/names.h"
#include "client/shell_line.h"

namespace presstm {
namespace {

std::vector<std::string> CommandNames() {
  std::vector<std::string> names;
  for (const ShellCommand& command : ShellCommands()) {
    names.push_back(command.name);
  }
  return names;
}

}  // namespace

// Only administrators are told what languages the indexes have; others are
// offered those they have used.
std::vector<std::string> ShellCompleter::Languages() {
  if (!asked_for_languages_) {
    const auto status = session_.Call(&Session::StatusStub::GetServerStatus,
                                      v1::GetServerStatusRequest());
    asked_for_languages_ =
        status.ok() || absl::IsPermissionDenied(status.status());
    if (status.ok()) {
      for (const v1::IndexSize& index : status->indexes()) {
        languages_.insert(index.language_code());
      }
    }
  }
  return {languages_.begin(), languages_.end()};
}

std::vector<std::string> ShellCompleter::Memories() {
  std::vector<std::string> names;
  v1::ListMemoriesRequest request;
  do {
    const auto page = session_.Call(&Session::Stub::ListMemories, request);
    if (!page.ok()) break;
    for (const v1::Memory& memory : page->memories()) {
      names.push_back(MemoryOf(memory.name()));
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return names;
}

LineCompletion ShellCompleter::Complete(absl::string_view text) {
  LineCompletion completion;
  std::vector<std::string> words;
  const size_t blank = text.find_last_of(" ,");
  if (!absl::StartsWith(text, ":")) return completion;
  if (blank == absl::string_view::npos) {
    words = CommandNames();
  } else {
    completion.begin = blank + 1;
    const auto line = ParseShellLine(text.substr(0, text.find(' ')));
    if (!line.ok()) return completion;
    if (line->action == ShellAction::kMemory) {
      words = Memories();
    } else if (line->action == ShellAction::kFrom ||
               line->action == ShellAction::kTo) {
      words = Languages();
    }
  }
  const absl::string_view typed = text.substr(completion.begin);
  for (const std::string& word : words) {
    if (absl::StartsWith(word, typed)) {
      completion.words.push_back(ToPrintable(word));
    }
  }
  return completion;
}

}  // namespace presstm
