// presstm shell: look-ups and concordances one after the other, and what to do
// with what they show.
#ifndef CLIENT_SHELL_H_
#define CLIENT_SHELL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/exit_code.h"
#include "client/history_file.h"
#include "client/line_editor.h"
#include "client/lookup_request.h"
#include "client/session.h"
#include "client/shell_changes.h"
#include "client/shell_completion.h"
#include "client/shell_line.h"
#include "client/shell_settings.h"
#include "client/shown_unit.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// Thread-compatible. Results go to stdout, messages and errors to stderr; no
// error ends it.
class Shell {
 public:
  // `session` must be connected and outlive this; the flags must have passed
  // MakeLookupRequest.
  Shell(Session& session, LookupFlags flags, v1::WriteRule rule);
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  // For a line editor, which must not outlive this.
  LineEditorHooks Hooks();

  // Does what the lines say until they end. Adds them to `history`, if given.
  // Returns kError if a line failed and nobody was there to see it.
  ExitCode Run(LineEditor& editor, const HistoryFile* history);

 private:
  absl::Status Execute(const ShellLine& line, LineEditor& editor);
  absl::Status ExecuteOnUnit(const ShellLine& line, LineEditor& editor);
  absl::Status SetTo(const ShellLine& line);

  absl::Status LookUp(const std::string& text);
  absl::Status Search(const std::string& text, bool of_target);
  absl::Status ShowHits();
  absl::Status Add(const std::string& text);
  absl::Status Correct(const UnitReference& reference, const ShownUnit& shown,
                       LineEditor& editor);
  absl::Status Delete(const ShownUnit& shown, LineEditor& editor);
  absl::Status Undo();
  absl::Status Show(const ShownUnit& shown);
  absl::Status ShowOne(const std::string& name);

  const LookupFlags& flags() const { return settings_.flags(); }
  void RememberLanguages();
  absl::StatusOr<ShownUnit> Find(const UnitReference& reference);
  std::string OnAltKey(char key, absl::string_view line);

  Session& session_;
  ShellSettings settings_;
  ShellChanges changes_;
  ShellCompleter completer_;
  // What was looked up last, with its languages; no text at first.
  v1::Variant query_;
  std::string query_target_language_;
  // Of the last concordance, for more of it; no page token: there is none.
  v1::SearchConcordanceRequest concordance_;
  std::vector<std::string> concordance_shown_;
  std::vector<ShownUnit> shown_;  // [1], [2], ...
  bool ended_ = false;            // By :quit.
};

}  // namespace presstm

#endif  // CLIENT_SHELL_H_
