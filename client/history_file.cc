#include "client/history_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

absl::Status FileError(int error, const std::string& path) {
  return absl::ErrnoToStatus(error,
                             absl::StrCat("cannot keep the history in ", path));
}

bool IsKept(absl::string_view line) {
  return IsValidUtf8(line) &&
         std::none_of(line.begin(), line.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
         });
}

absl::Status WriteAll(int file, absl::string_view bytes,
                      const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError(errno, path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// Writes `bytes` to the file, opened with `flags`, and keeps others out of it.
absl::Status Write(const std::string& path, int flags,
                   absl::string_view bytes) {
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, kOwnerOnly);
  if (file < 0) return FileError(errno, path);
  absl::Status status = fchmod(file, kOwnerOnly) == 0
                            ? WriteAll(file, bytes, path)
                            : FileError(errno, path);
  if (close(file) != 0 && status.ok()) status = FileError(errno, path);
  return status;
}

absl::Status MakeFolder(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.parent_path();
  std::error_code error;
  if (folder.empty() || std::filesystem::exists(folder, error)) {
    return absl::OkStatus();
  }
  std::filesystem::create_directories(folder, error);
  if (!error) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all,
                                 error);
  }
  return error ? FileError(error.value(), path.string()) : absl::OkStatus();
}

// In one step: whoever looks sees the old file or the new one.
absl::Status Replace(const std::string& path,
                     const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) absl::StrAppend(&text, line, "\n");
  const std::string written = absl::StrCat(path, ".", getpid());
  PRESSTM_RETURN_IF_ERROR(Write(written, O_TRUNC, text));
  std::error_code error;
  std::filesystem::rename(written, path, error);
  return error ? FileError(error.value(), path) : absl::OkStatus();
}

}  // namespace

std::optional<std::string> DefaultHistoryPath() {
  std::string folder = Environment("XDG_STATE_HOME");
  // A relative one is not valid, says the specification.
  if (folder.empty() || folder[0] != '/') {
    const std::string home = Environment("HOME");
    if (home.empty()) return std::nullopt;
    folder = absl::StrCat(home, "/.local/state");
  }
  return absl::StrCat(folder, "/presstm/shell_history");
}

HistoryFile::HistoryFile(std::string path, std::vector<std::string> lines)
    : path_(std::move(path)), lines_(std::move(lines)) {}

absl::StatusOr<HistoryFile> HistoryFile::Open(const std::string& path) {
  PRESSTM_RETURN_IF_ERROR(MakeFolder(path));
  PRESSTM_RETURN_IF_ERROR(Write(path, O_APPEND, ""));
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (IsKept(line)) lines.push_back(std::move(line));
  }
  if (!file.eof()) return FileError(EIO, path);
  if (lines.size() > kMaxHistoryLines) {
    lines.erase(lines.begin(), lines.end() - kMaxHistoryLines);
    PRESSTM_RETURN_IF_ERROR(Replace(path, lines));
  }
  return HistoryFile(path, std::move(lines));
}

absl::Status HistoryFile::Append(const std::string& line) const {
  if (!IsKept(line)) return absl::OkStatus();
  return Write(path_, O_APPEND, absl::StrCat(line, "\n"));
}

}  // namespace presstm
