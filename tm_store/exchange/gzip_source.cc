// zlib itself, because libarchive checks no checksum of gzip, and at a fault
// gives nothing of what it has unpacked of the last 64 KiB.
#include "tm_store/exchange/gzip_source.h"

#include <zlib.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/bomb_guard.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
// The largest window, and 16 for gzip's header and checksum.
constexpr int kWindowBits = MAX_WBITS + 16;

class GzipSource : public ByteSource {
 public:
  GzipSource(ChunkReader reader, std::string name)
      : reader_(std::move(reader)),
        name_(std::move(name)),
        chunk_(kChunkBytes, '\0') {
    if (inflateInit2(&stream_, kWindowBits) != Z_OK) {
      status_ = absl::ResourceExhaustedError("no memory to unpack");
    }
  }
  ~GzipSource() override { inflateEnd(&stream_); }

  absl::StatusOr<std::optional<std::string>> NextDocument() override {
    if (std::exchange(has_begun_, true)) return std::nullopt;
    return name_;
  }

  absl::StatusOr<absl::string_view> Read() override;

 private:
  absl::Status Fill();
  absl::Status EndMember();
  // Unpacks into chunk_ until it is full, the file over or at fault.
  void Unpack();
  absl::Status Damaged(absl::string_view what) const {
    return InvalidArgument(ErrorReason::kFileMalformed,
                           absl::StrCat(name_, ": cannot unpack: ", what));
  }

  ChunkReader reader_;
  const std::string name_;
  z_stream stream_ = {};
  std::string packed_;  // The chunk that zlib works on.
  std::string chunk_;
  bool has_begun_ = false;
  bool is_over_ = false;
  absl::Status status_;  // Of what comes after chunk_.
  BombGuard guard_;
};

absl::StatusOr<absl::string_view> GzipSource::Read() {
  PRESSTM_RETURN_IF_ERROR(status_);
  if (is_over_) return absl::string_view();
  stream_.next_out = reinterpret_cast<Bytef*>(chunk_.data());
  stream_.avail_out = static_cast<uInt>(chunk_.size());
  Unpack();
  const size_t size = chunk_.size() - stream_.avail_out;
  if (size == 0) PRESSTM_RETURN_IF_ERROR(status_);
  PRESSTM_RETURN_IF_ERROR(guard_.Unpacked(size, name_));
  return absl::string_view(chunk_.data(), size);
}

void GzipSource::Unpack() {
  while (status_.ok() && !is_over_ && stream_.avail_out > 0) {
    if (stream_.avail_in == 0) {
      status_ = Fill();
      if (!status_.ok()) return;
      if (stream_.avail_in == 0) {
        status_ = Damaged("the file is cut off");
        return;
      }
    }
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      status_ = EndMember();
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      status_ =
          Damaged(stream_.msg != nullptr ? stream_.msg : "the file is damaged");
    }
  }
}

// Gets more packed bytes; none at the end.
absl::Status GzipSource::Fill() {
  PRESSTM_ASSIGN_OR_RETURN(packed_, reader_());
  guard_.Packed(packed_.size());
  stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
  stream_.avail_in = static_cast<uInt>(packed_.size());
  return absl::OkStatus();
}

// Goes to the next member, if there is one.
absl::Status GzipSource::EndMember() {
  if (stream_.avail_in == 0) PRESSTM_RETURN_IF_ERROR(Fill());
  is_over_ = stream_.avail_in == 0 || *stream_.next_in != 0x1F;
  if (!is_over_) inflateReset(&stream_);
  return absl::OkStatus();
}

}  // namespace

std::unique_ptr<ByteSource> OpenGzip(ChunkReader reader, std::string name) {
  return std::make_unique<GzipSource>(std::move(reader), std::move(name));
}

}  // namespace presstm
