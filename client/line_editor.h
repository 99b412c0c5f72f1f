// Lines from whoever sits at the keyboard, or from a pipe.
#ifndef CLIENT_LINE_EDITOR_H_
#define CLIENT_LINE_EDITOR_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

// What the end of a line may become.
struct LineCompletion {
  size_t begin = 0;  // Bytes before what is completed.
  std::vector<std::string> words;
};

// What the editor asks its owner; called from within Read only.
struct LineEditorHooks {
  std::function<std::string()> prompt;
  // For the Tab key: the line up to the cursor.
  std::function<LineCompletion(absl::string_view)> complete;
  // The letters and digits that mean something together with Alt, and what to
  // put into the line then, at the cursor; "" for nothing.
  std::string alt_keys;
  std::function<std::string(char key, absl::string_view line)> on_alt_key;
};

// Thread-compatible. Lines are UTF-8, and have no end of line; what a program
// puts into one may have line feeds within.
class LineEditor {
 public:
  // At a terminal lines are edited, in the manner the user's ~/.editrc says,
  // and Ctrl-C drops what is there. If standard input or output is something
  // else they are read as they are, and nothing is printed.
  static absl::StatusOr<std::unique_ptr<LineEditor>> Open(
      LineEditorHooks hooks);
  virtual ~LineEditor() = default;

  virtual bool is_terminal() const = 0;

  // The next line, nullopt at the end. Errors: those of LineReader, after
  // which the next line can be read if the code is ResourceExhausted.
  virtual absl::StatusOr<std::optional<std::string>> Read() = 0;

  // The answer to a question; "" at the end, for Ctrl-C, or where there is
  // nobody to ask.
  virtual std::string Ask(absl::string_view question) = 0;

  // What the next line begins with, for the user to change.
  virtual void Prefill(absl::string_view text) = 0;

  // Adds to the lines that the up key brings back.
  virtual void Remember(const std::string& line) = 0;

 protected:
  LineEditor() = default;
};

}  // namespace presstm

#endif  // CLIENT_LINE_EDITOR_H_
