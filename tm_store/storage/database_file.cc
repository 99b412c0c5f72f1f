// A foreign file must stay as it is, byte for byte, and nothing may appear
// beside it. Opening it the usual way would not do: a file in WAL mode gets
// -wal and -shm files even from a read-only connection. So the header is read
// as bytes, and only where it names no program does SQLite look inside, with
// an immutable connection. Our files name their program from the first
// transaction on, which is written before they are switched to WAL mode.
#include "tm_store/storage/database_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {
namespace {

// Of the SQLite file format (sqlite.org/fileformat2.html, section 1.3).
constexpr size_t kHeaderBytes = 100;
constexpr size_t kUserVersionOffsetBytes = 60;
constexpr size_t kApplicationIdOffsetBytes = 68;
constexpr absl::string_view kMagic("SQLite format 3\0", 16);

using Header = std::array<char, kHeaderBytes>;

int32_t BigEndian32(const Header& header, size_t offset_bytes) {
  uint32_t value = 0;
  for (size_t k = 0; k < 4; ++k) {
    value = (value << 8) | static_cast<unsigned char>(header[offset_bytes + k]);
  }
  return static_cast<int32_t>(value);
}

absl::Status Foreign(const std::string& path, absl::string_view what) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   ErrorReason::kDatabaseForeign,
                   absl::StrCat(path, ": ", what,
                                "; give the path of a presstm database or of "
                                "a new file"));
}

absl::Status NotWritable(const std::string& path, absl::string_view what) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, ErrorReason::kDatabaseReadOnly,
      absl::StrCat(path, ": ", what,
                   "; presstm needs the right to read and write the file and "
                   "its folder"));
}

absl::StatusOr<FileIdentity> LookInside(const std::string& path) {
  struct stat log = {};
  if (stat(absl::StrCat(path, "-wal").c_str(), &log) == 0 && log.st_size > 0) {
    // What the tables are stands in the log, which must not be opened.
    return FileIdentity{.has_tables = true};
  }
  PRESSTM_ASSIGN_OR_RETURN(
      const std::unique_ptr<SqliteConnection> connection,
      SqliteConnection::Open(path, SqliteAccess::kReadImmutable));
  return ReadFileIdentity(*connection);
}

// Whether the power went while SQLite wrote the file's first pages, and not the
// first of all yet: the journal will take it back to nothing.
bool IsHalfMade(const std::string& path, const Header& header) {
  struct stat journal = {};
  return stat(absl::StrCat(path, "-journal").c_str(), &journal) == 0 &&
         journal.st_size > 0 &&
         std::all_of(header.begin(), header.end(),
                     [](char byte) { return byte == 0; });
}

bool HasMagic(const Header& header) {
  return absl::string_view(header.data(), kMagic.size()) == kMagic;
}

absl::StatusOr<FileKind> CheckContent(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return NotWritable(path, "cannot be read");
  Header header = {};
  file.read(header.data(), header.size());
  if (file.gcount() == 0 || IsHalfMade(path, header)) return FileKind::kEmpty;
  if (file.gcount() < static_cast<std::streamsize>(kHeaderBytes) ||
      !HasMagic(header)) {
    return Foreign(path, "is not an SQLite database");
  }
  file.close();
  FileIdentity identity = {
      .application_id = BigEndian32(header, kApplicationIdOffsetBytes),
      .user_version = BigEndian32(header, kUserVersionOffsetBytes)};
  if (identity.application_id == 0) {
    PRESSTM_ASSIGN_OR_RETURN(identity, LookInside(path));
  }
  return ClassifyFile(identity, path);
}

}  // namespace

bool IsSqliteFile(const std::string& path) {
  // Reading a pipe would wait for its other end.
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  std::ifstream file(path, std::ios::binary);
  Header header = {};
  file.read(header.data(), header.size());
  return HasMagic(header);
}

absl::StatusOr<std::string> ResolveDatabasePath(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "the path of the database is empty or has a NUL; "
                           "give the path of a file");
  }
  std::error_code error;
  const std::filesystem::path resolved = std::filesystem::weakly_canonical(
      std::filesystem::absolute(path, error), error);
  if (error) return NotWritable(path, error.message());
  const std::filesystem::path folder = resolved.parent_path();
  if (!std::filesystem::is_directory(folder, error)) {
    return absl::NotFoundError(absl::StrCat(
        path, ": the folder ", folder.string(), " does not exist; create it"));
  }
  return resolved.string();
}

absl::StatusOr<FileKind> CheckDatabaseContent(const std::string& path) {
  struct stat file = {};
  if (stat(path.c_str(), &file) != 0) {
    if (errno == ENOENT) {
      return absl::NotFoundError(absl::StrCat(path, ": there is no such file"));
    }
    return NotWritable(path, std::strerror(errno));
  }
  if (S_ISDIR(file.st_mode)) return Foreign(path, "is a folder, not a file");
  if (!S_ISREG(file.st_mode)) return Foreign(path, "is not a plain file");
  return CheckContent(path);
}

absl::Status CheckDatabaseFile(const std::string& path) {
  const absl::Status status = CheckDatabaseContent(path).status();
  if (absl::IsNotFound(status)) return absl::OkStatus();
  PRESSTM_RETURN_IF_ERROR(status);
  if (access(path.c_str(), W_OK) != 0) {
    return NotWritable(path, "cannot be written");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<FileLock>> CheckAndLockDatabase(
    const std::string& path) {
  // A file that was never locked may be another program's: no lock file may
  // appear beside it before that is known.
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<FileLock> lock,
                           FileLock::TakeIfExists(path));
  PRESSTM_RETURN_IF_ERROR(CheckDatabaseFile(path));
  if (lock != nullptr) return lock;
  return FileLock::Take(path);
}

}  // namespace presstm
