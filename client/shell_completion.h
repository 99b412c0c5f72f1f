// What the Tab key offers in the shell.
#ifndef CLIENT_SHELL_COMPLETION_H_
#define CLIENT_SHELL_COMPLETION_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/line_editor.h"
#include "client/session.h"

namespace presstm {

// Thread-compatible. Asks the server for what it needs; one that does not
// answer has nothing to offer.
class ShellCompleter {
 public:
  // `session` must be connected and outlive this.
  explicit ShellCompleter(Session& session) : session_(session) {}

  // A language that was used, to be offered later.
  void AddLanguage(absl::string_view language) { languages_.emplace(language); }

  // `text` is the line up to the cursor: commands, after ":from" and ":to"
  // languages, after ":memory" names of memories.
  LineCompletion Complete(absl::string_view text);

 private:
  std::vector<std::string> Languages();
  std::vector<std::string> Memories();

  Session& session_;
  std::set<std::string> languages_;
  bool asked_for_languages_ = false;
};

}  // namespace presstm

#endif  // CLIENT_SHELL_COMPLETION_H_
