// Where the bytes of a file to import come from: a file, standard input,
// memory or a stream, plain or compressed.
#ifndef TM_STORE_EXCHANGE_BYTE_SOURCE_H_
#define TM_STORE_EXCHANGE_BYTE_SOURCE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

// Gives the next chunk of a stream; an empty one is its end.
using ChunkReader = std::function<absl::StatusOr<std::string>()>;

// One or more documents, each pulled chunk by chunk. Gzip and zip are told by
// their first bytes, not by names, and unpacked on the way in constant memory.
// A plain or gzip source is one document; a zip archive is as many as it has
// entries of a known format (file_format.h). Errors name the source.
// Thread-compatible.
//
//   auto source = ByteSource::OpenFile("news.tmx.gz");
//   while (true) {
//     auto document = (*source)->NextDocument();  // Check; nullopt: done.
//     while (...) { auto chunk = (*source)->Read(); }  // Empty: document over.
//   }
class ByteSource {
 public:
  // Opens `path`; "-" is standard input. NotFound, PermissionDenied or
  // another error of the system.
  static absl::StatusOr<std::unique_ptr<ByteSource>> OpenFile(
      const std::string& path);

  // Reads `bytes`, which must outlive the source. `name` is for messages.
  static absl::StatusOr<std::unique_ptr<ByteSource>> FromMemory(
      absl::string_view bytes, std::string name);

  // Reads what `reader` gives. Passes its errors on.
  static absl::StatusOr<std::unique_ptr<ByteSource>> FromChunks(
      ChunkReader reader, std::string name);

  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // Goes to the next document and returns its name ("news.tmx", or for an
  // entry of an archive "all.zip:news.tmx"); nullopt after the last. The rest
  // of the current one is passed over. InvalidArgument if a zip archive is
  // damaged, encrypted or has no such entry.
  virtual absl::StatusOr<std::optional<std::string>> NextDocument() = 0;

  // Whether it may be more than one document.
  virtual bool is_archive() const { return false; }

  // The next bytes of the document, valid until the next call; empty at its
  // end. For damaged archives, after all that was unpacked before the fault,
  // InvalidArgument with reason FILE_MALFORMED; ResourceExhausted for more
  // than kMaxCompressionRatio times their size.
  virtual absl::StatusOr<absl::string_view> Read() = 0;

 protected:
  ByteSource() = default;
};

// What unpacks to more than this many times its size, once past 100 MiB, is
// taken for a bomb. Text packs some ten times, deflate at most 1032 times.
inline constexpr int64_t kMaxCompressionRatio = 500;

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_BYTE_SOURCE_H_
