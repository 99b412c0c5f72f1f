#include "tm_store/exchange/byte_source.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/archive_source.h"
#include "tm_store/exchange/gzip_source.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
constexpr size_t kSniffBytes = 4;

struct FileCloser {
  void operator()(std::FILE* file) const {
    if (file != nullptr && file != stdin) std::fclose(file);
  }
};

// Gives `head` before what `reader` gives.
ChunkReader WithHead(std::string head, ChunkReader reader) {
  return [head = std::move(head),
          reader = std::move(reader)]() mutable -> absl::StatusOr<std::string> {
    if (!head.empty()) return std::exchange(head, "");
    return reader();
  };
}

// An uncompressed source.
class PlainSource : public ByteSource {
 public:
  PlainSource(ChunkReader reader, std::string name)
      : reader_(std::move(reader)), name_(std::move(name)) {}

  absl::StatusOr<std::optional<std::string>> NextDocument() override {
    if (std::exchange(has_begun_, true)) return std::nullopt;
    return name_;
  }

  absl::StatusOr<absl::string_view> Read() override {
    PRESSTM_ASSIGN_OR_RETURN(chunk_, reader_());
    return chunk_;
  }

 private:
  ChunkReader reader_;
  std::string name_;
  bool has_begun_ = false;
  std::string chunk_;
};

absl::StatusOr<std::unique_ptr<ByteSource>> Open(ChunkReader reader,
                                                 std::string name) {
  std::string head;
  while (head.size() < kSniffBytes) {
    PRESSTM_ASSIGN_OR_RETURN(const std::string chunk, reader());
    if (chunk.empty()) break;
    head += chunk;
  }
  const bool is_gzip = absl::StartsWith(head, "\x1F\x8B");
  // The second is the end record of an archive without entries.
  const bool is_zip = absl::StartsWith(head, "PK\x03\x04") ||
                      absl::StartsWith(head, "PK\x05\x06");
  reader = WithHead(std::move(head), std::move(reader));
  if (is_gzip) return OpenGzip(std::move(reader), std::move(name));
  if (is_zip) return OpenZip(std::move(reader), std::move(name));
  return std::make_unique<PlainSource>(std::move(reader), std::move(name));
}

absl::Status SystemError(absl::string_view action, absl::string_view name) {
  return absl::ErrnoToStatus(errno, absl::StrCat(action, " ", name));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> ByteSource::OpenFile(
    const std::string& path) {
  const bool is_stdin = path == "-";
  const std::string name = is_stdin ? "standard input" : path;
  const std::shared_ptr<std::FILE> file(
      is_stdin ? stdin : std::fopen(path.c_str(), "rbe"), FileCloser());
  if (file == nullptr) return SystemError("cannot open", name);
  return Open(
      [file, name]() -> absl::StatusOr<std::string> {
        std::string chunk(kChunkBytes, '\0');
        errno = 0;
        chunk.resize(std::fread(chunk.data(), 1, chunk.size(), file.get()));
        if (chunk.empty() && std::ferror(file.get()) != 0) {
          return SystemError("cannot read", name);
        }
        return chunk;
      },
      name);
}

absl::StatusOr<std::unique_ptr<ByteSource>> ByteSource::FromMemory(
    absl::string_view bytes, std::string name) {
  return Open(
      [bytes]() mutable -> absl::StatusOr<std::string> {
        std::string chunk(bytes.substr(0, kChunkBytes));
        bytes.remove_prefix(chunk.size());
        return chunk;
      },
      std::move(name));
}

absl::StatusOr<std::unique_ptr<ByteSource>> ByteSource::FromChunks(
    ChunkReader reader, std::string name) {
  return Open(std::move(reader), std::move(name));
}

}  // namespace presstm
