// The lines that were typed, kept from one run to the next.
#ifndef CLIENT_HISTORY_FILE_H_
#define CLIENT_HISTORY_FILE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace presstm {

// The most lines that are kept.
inline constexpr size_t kMaxHistoryLines = 1000;

// "presstm/shell_history" where programs keep their state, by XDG_STATE_HOME
// and HOME; nullopt if neither says.
std::optional<std::string> DefaultHistoryPath();

// Thread-compatible. Several programs may add to the same file. It is for its
// owner's eyes only: what the press works on may be under embargo.
class HistoryFile {
 public:
  // Makes the file, and the folders it is in, where they are missing; takes
  // away the oldest lines of one that has too many. Errors name the file.
  static absl::StatusOr<HistoryFile> Open(const std::string& path);

  // What was there when it was opened, oldest first. What is no UTF-8 is
  // passed over.
  const std::vector<std::string>& lines() const { return lines_; }

  // Adds a line at once, so that it outlives whatever ends the program. One
  // that has control characters, such as a line feed, is not kept.
  absl::Status Append(const std::string& line) const;

 private:
  HistoryFile(std::string path, std::vector<std::string> lines);

  std::string path_;
  std::vector<std::string> lines_;
};

}  // namespace presstm

#endif  // CLIENT_HISTORY_FILE_H_
