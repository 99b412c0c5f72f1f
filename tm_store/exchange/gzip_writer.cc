#include "tm_store/exchange/gzip_writer.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/match.h"

namespace presstm {
namespace {

constexpr size_t kPieceBytes = 64 * 1024;
// The largest window, and 16 for gzip's header and checksum.
constexpr int kWindowBits = MAX_WBITS + 16;
constexpr int kMemoryLevel = 8;  // zlib's default.

}  // namespace

struct GzipWriter::State {
  z_stream stream = {};
};

bool IsGzipName(absl::string_view name) {
  return absl::EndsWithIgnoreCase(name, ".gz");
}

absl::StatusOr<std::unique_ptr<GzipWriter>> GzipWriter::Create() {
  auto state = std::make_unique<State>();
  if (deflateInit2(&state->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                   kWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    return absl::ResourceExhaustedError("no memory to pack");
  }
  return std::unique_ptr<GzipWriter>(new GzipWriter(std::move(state)));
}

GzipWriter::GzipWriter(std::unique_ptr<State> state)
    : state_(std::move(state)) {}

GzipWriter::~GzipWriter() { deflateEnd(&state_->stream); }

std::string GzipWriter::Pack(absl::string_view bytes) {
  std::string packed;
  while (!bytes.empty()) {
    const size_t size =
        std::min<size_t>(bytes.size(), std::numeric_limits<uInt>::max());
    packed += Run(bytes.substr(0, size), Z_NO_FLUSH);
    bytes.remove_prefix(size);
  }
  return packed;
}

std::string GzipWriter::Finish() { return Run("", Z_FINISH); }

std::string GzipWriter::Run(absl::string_view bytes, int flush) {
  z_stream& stream = state_->stream;
  // zlib's interface has no const; it does not write there.
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string packed;
  std::vector<char> piece(kPieceBytes);
  do {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = kPieceBytes;
    // Cannot fail with a state as deflateInit2 made it.
    deflate(&stream, flush);
    packed.append(piece.data(), kPieceBytes - stream.avail_out);
  } while (stream.avail_out == 0);
  return packed;
}

}  // namespace presstm
