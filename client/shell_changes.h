// What the shell writes, and how it is undone.
#ifndef CLIENT_SHELL_CHANGES_H_
#define CLIENT_SHELL_CHANGES_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/names.h"
#include "client/session.h"
#include "client/shown_unit.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// Thread-compatible. What is done is told on stdout. Nothing is changed that
// somebody else has changed since it was shown: Aborted.
class ShellChanges {
 public:
  // `session` must be connected and outlive this.
  ShellChanges(Session& session, v1::WriteRule rule)
      : session_(session), rule_(rule) {}

  // Writes a unit to the memory.
  absl::Status Add(const v1::TranslationUnit& unit, absl::string_view memory,
                   MissingMemory missing);

  // Changes the proposal to `text`, which has its codes as ToEditableText
  // gives them, and returns what the unit is then.
  absl::StatusOr<v1::TranslationUnit> Correct(const ShownUnit& shown,
                                              absl::string_view text);

  // Shows the unit and deletes it if `confirm` says so.
  absl::Status Delete(const ShownUnit& shown,
                      const std::function<bool()>& confirm);

  // Undoes the last of the above that is not undone yet. Returns what the unit
  // is then, nullopt if it is gone. FailedPrecondition if there is nothing to
  // undo, or it was not a new unit that Add came to.
  absl::StatusOr<std::optional<v1::TranslationUnit>> Undo();

 private:
  enum class Kind { kAdded, kWrittenInto, kCorrected, kDeleted };
  struct Done {
    Kind kind;
    // What the change made of the unit; of a deleted one what it was last.
    v1::TranslationUnit after;
    v1::TranslationUnit before;  // For kCorrected.
  };

  absl::StatusOr<std::optional<v1::TranslationUnit>> UndoOne(const Done& done);
  absl::StatusOr<v1::TranslationUnit> SetVariants(
      const v1::TranslationUnit& unit, absl::string_view etag);

  Session& session_;
  const v1::WriteRule rule_;
  std::vector<Done> done_;
};

}  // namespace presstm

#endif  // CLIENT_SHELL_CHANGES_H_
