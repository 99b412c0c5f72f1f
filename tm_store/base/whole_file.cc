#include "tm_store/base/whole_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"

namespace presstm {
namespace {

constexpr size_t kMaxBytes = 1024 * 1024;

}  // namespace

absl::StatusOr<std::string> ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content(kMaxBytes + 1, '\0');
  if (file)
    file.read(content.data(), static_cast<std::streamsize>(kMaxBytes) + 1);
  if (!file.is_open() || file.bad()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": cannot be read: ", std::strerror(errno)));
  }
  content.resize(static_cast<size_t>(file.gcount()));
  if (content.size() > kMaxBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": has more than ", kMaxBytes, " bytes"));
  }
  return content;
}

}  // namespace presstm
