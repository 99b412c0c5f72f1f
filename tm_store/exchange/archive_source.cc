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
#include "tm_store/exchange/file_format.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
constexpr int64_t kAlwaysAllowedBytes = int64_t{100} << 20;

using ArchivePtr =
    std::unique_ptr<struct archive, decltype(&archive_read_free)>;

bool IsWantedEntry(absl::string_view path) {
  const size_t slash = path.rfind('/');
  const absl::string_view file =
      slash == absl::string_view::npos ? path : path.substr(slash + 1);
  // macOS puts "._name.tmx" beside "name.tmx".
  return FileFormatFromName(file).has_value() && !absl::StartsWith(file, "._");
}

class ArchiveSource : public ByteSource {
 public:
  ArchiveSource(ArchiveKind kind, ChunkReader reader, std::string name)
      : kind_(kind),
        reader_(std::move(reader)),
        name_(std::move(name)),
        archive_(archive_read_new(), &archive_read_free),
        chunk_(kChunkBytes, '\0') {}

  absl::Status Open();
  absl::StatusOr<std::optional<std::string>> NextDocument() override;
  absl::StatusOr<absl::string_view> Read() override;

 private:
  static la_ssize_t OnRead(struct archive* archive, void* self,
                           const void** buffer);
  absl::Status Failure() const;
  std::string EntryName(archive_entry* entry) const;

  ArchiveKind kind_;
  ChunkReader reader_;
  std::string name_;
  ArchivePtr archive_;
  std::string packed_;  // The chunk libarchive works on.
  std::string chunk_;
  absl::Status reader_status_;
  int64_t packed_bytes_ = 0;
  int64_t unpacked_bytes_ = 0;
  int documents_ = 0;
  bool is_over_ = false;  // Nothing is left in the archive.
};

absl::Status ArchiveSource::Open() {
  if (archive_ == nullptr) {
    return absl::ResourceExhaustedError("no memory to unpack");
  }
  int result = ARCHIVE_OK;
  if (kind_ == ArchiveKind::kGzip) {
    result = std::min(result, archive_read_support_filter_gzip(archive_.get()));
    result = std::min(result, archive_read_support_format_raw(archive_.get()));
    result =
        std::min(result, archive_read_support_format_empty(archive_.get()));
  } else {
    result = archive_read_support_format_zip_streamable(archive_.get());
  }
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
  source->packed_bytes_ += static_cast<int64_t>(source->packed_.size());
  *buffer = source->packed_.data();
  return static_cast<la_ssize_t>(source->packed_.size());
}

absl::Status ArchiveSource::Failure() const {
  if (!reader_status_.ok()) return reader_status_;
  const char* reason = archive_error_string(archive_.get());
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
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
    if (kind_ == ArchiveKind::kGzip) {
      if (archive_filter_code(archive_.get(), 0) != ARCHIVE_FILTER_GZIP) {
        return Failure();  // It only began like gzip.
      }
      ++documents_;
      return name_;
    }
    const std::string path = EntryName(entry);
    if (!IsWantedEntry(path)) continue;
    ++documents_;
    return absl::StrCat(name_, ":", path);
  }
  is_over_ = true;
  if (documents_ > 0) return std::nullopt;
  ++documents_;
  // An empty file in gzip is a document, and the reader's to complain about.
  if (kind_ == ArchiveKind::kGzip) return name_;
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         absl::StrCat(name_,
                                      ": the archive has no .tmx file in it, "
                                      "nor one of another known format"));
}

absl::StatusOr<absl::string_view> ArchiveSource::Read() {
  if (is_over_) return absl::string_view();
  const la_ssize_t size =
      archive_read_data(archive_.get(), chunk_.data(), chunk_.size());
  if (size < 0) return Failure();
  unpacked_bytes_ += size;
  if (unpacked_bytes_ > kAlwaysAllowedBytes &&
      unpacked_bytes_ / kMaxCompressionRatio > packed_bytes_) {
    return MakeError(absl::StatusCode::kResourceExhausted,
                     ErrorReason::kInvalidArgument,
                     absl::StrCat(name_, ": unpacks to more than ",
                                  kMaxCompressionRatio, " times its size"));
  }
  return absl::string_view(chunk_.data(), static_cast<size_t>(size));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenArchive(ArchiveKind kind,
                                                        ChunkReader reader,
                                                        std::string name) {
  auto source =
      std::make_unique<ArchiveSource>(kind, std::move(reader), std::move(name));
  if (absl::Status status = source->Open(); !status.ok()) return status;
  return source;
}

}  // namespace presstm
