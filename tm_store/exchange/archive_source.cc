// The archive is read as a stream, never by seeking, so that standard input
// and network streams work like files. A zip archive read this way says what
// an entry is called before its data; its central directory is not looked at.
#include "tm_store/exchange/archive_source.h"

#include <array>
#include <cerrno>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "archive.h"
#include "archive_entry.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/bomb_guard.h"
#include "tm_store/exchange/file_format.h"
#include "tm_store/exchange/gzip_writer.h"

namespace presstm {
namespace {

using ArchivePtr =
    std::unique_ptr<struct archive, decltype(&archive_read_free)>;

bool IsZipName(absl::string_view path) {
  return absl::EndsWithIgnoreCase(path, ".zip");
}

bool IsPacked(absl::string_view path) {
  return IsGzipName(path) || IsZipName(path);
}

bool IsWantedEntry(absl::string_view path) {
  const size_t slash = path.rfind('/');
  const absl::string_view file =
      slash == absl::string_view::npos ? path : path.substr(slash + 1);
  // macOS puts "._name.tmx" beside "name.tmx".
  if (absl::StartsWith(file, "._")) return false;
  return FileFormatFromName(file).has_value() || IsZipName(file);
}

class ArchiveSource : public ByteSource {
 public:
  ArchiveSource(ChunkReader reader, std::string name)
      : reader_(std::move(reader)),
        name_(std::move(name)),
        archive_(archive_read_new(), &archive_read_free) {}

  absl::Status Open();
  absl::StatusOr<std::optional<std::string>> NextDocument() override;
  absl::StatusOr<absl::string_view> Read() override;
  bool is_archive() const override { return true; }

 private:
  static la_ssize_t OnRead(struct archive* archive, void* self,
                           const void** buffer);
  absl::Status Failure() const;
  std::string EntryName(archive_entry* entry) const;

  ChunkReader reader_;
  std::string name_;
  ArchivePtr archive_;
  std::string packed_;  // The chunk libarchive works on.
  absl::Status reader_status_;
  absl::Status entry_status_;  // Why the entry cannot be read.
  BombGuard guard_;
  int documents_ = 0;
  bool is_over_ = false;  // Nothing is left in the archive.
};

absl::Status ArchiveSource::Open() {
  if (archive_ == nullptr) {
    return absl::ResourceExhaustedError("no memory to unpack");
  }
  int result = archive_read_support_format_zip_streamable(archive_.get());
  if (result < ARCHIVE_WARN) return Failure();
  result = archive_read_open(archive_.get(), this, /*opener=*/nullptr, &OnRead,
                             /*closer=*/nullptr);
  return result < ARCHIVE_WARN ? Failure() : absl::OkStatus();
}

la_ssize_t ArchiveSource::OnRead(struct archive* archive, void* self,
                                 const void** buffer) {
  auto* source = static_cast<ArchiveSource*>(self);
  absl::StatusOr<std::string> chunk = source->reader_();
  if (!chunk.ok()) {
    source->reader_status_ = chunk.status();
    archive_set_error(archive, EIO, "%s", "reading failed");
    return -1;
  }
  source->packed_ = *std::move(chunk);
  source->guard_.Packed(source->packed_.size());
  *buffer = source->packed_.data();
  return static_cast<la_ssize_t>(source->packed_.size());
}

absl::Status ArchiveSource::Failure() const {
  if (!reader_status_.ok()) return reader_status_;
  const char* reason = archive_error_string(archive_.get());
  return InvalidArgument(
      ErrorReason::kFileMalformed,
      absl::StrCat(name_, ": cannot unpack: ",
                   reason != nullptr ? reason : "the archive is damaged"));
}

std::string ArchiveSource::EntryName(archive_entry* entry) const {
  // Names in other encodings have no UTF-8 form in the C locale.
  const char* path = archive_entry_pathname_utf8(entry);
  if (path == nullptr) path = archive_entry_pathname(entry);
  return path != nullptr ? path : "";
}

absl::StatusOr<std::optional<std::string>> ArchiveSource::NextDocument() {
  while (!is_over_) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(archive_.get(), &entry);
    if (result == ARCHIVE_EOF) break;
    if (result < ARCHIVE_WARN) return Failure();
    const std::string path = EntryName(entry);
    if (!IsWantedEntry(path)) continue;
    ++documents_;
    const std::string name = absl::StrCat(name_, ":", path);
    entry_status_ =
        IsPacked(path)
            ? InvalidArgument(ErrorReason::kFileMalformed,
                              absl::StrCat(name,
                                           ": is packed once more within the "
                                           "archive: unpack the archive first"))
            : absl::OkStatus();
    return name;
  }
  is_over_ = true;
  if (documents_ > 0) return std::nullopt;
  ++documents_;
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         absl::StrCat(name_,
                                      ": the archive has no .tmx file in it, "
                                      "nor one of another known format"));
}

absl::StatusOr<absl::string_view> ArchiveSource::Read() {
  PRESSTM_RETURN_IF_ERROR(entry_status_);
  // By blocks: archive_read_data would at a fault give nothing of those that
  // it has gathered before.
  while (!is_over_) {
    const void* block = nullptr;
    size_t size_bytes = 0;
    la_int64_t offset = 0;
    const int result =
        archive_read_data_block(archive_.get(), &block, &size_bytes, &offset);
    if (result == ARCHIVE_EOF) break;
    // A warning is a checksum that is wrong.
    if (result < ARCHIVE_OK) {
      is_over_ = result == ARCHIVE_FATAL;
      return Failure();
    }
    if (size_bytes == 0) continue;
    PRESSTM_RETURN_IF_ERROR(guard_.Unpacked(size_bytes, name_));
    return absl::string_view(static_cast<const char*>(block), size_bytes);
  }
  return absl::string_view();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenZip(ChunkReader reader,
                                                    std::string name) {
  auto source =
      std::make_unique<ArchiveSource>(std::move(reader), std::move(name));
  if (absl::Status status = source->Open(); !status.ok()) return status;
  return source;
}

}  // namespace presstm
