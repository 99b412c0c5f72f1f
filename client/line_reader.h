// Text by lines, as translators pipe it.
#ifndef CLIENT_LINE_READER_H_
#define CLIENT_LINE_READER_H_

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "tm_store/exchange/byte_source.h"

namespace presstm {

// The longest line taken: two segments of the largest size and some more.
inline constexpr size_t kMaxLineBytes = 1024 * 1024;

// Thread-compatible. Ends of lines are LF or CRLF; a byte order mark at the
// beginning is passed over.
class LineReader {
 public:
  // What `chunks` gives, read no earlier than it is needed.
  explicit LineReader(ChunkReader chunks) : chunks_(std::move(chunks)) {}
  // `input` must outlive this.
  explicit LineReader(std::istream& input);

  // The next line, nullopt after the last. ResourceExhausted if it is longer
  // than kMaxLineBytes; the line after it can still be read. The errors of
  // the input; DataLoss if a stream cannot be read to its end.
  absl::StatusOr<std::optional<std::string>> Next();

  // Whether the next line has been read already, so that Next will not wait.
  bool HasLine() const {
    return buffer_.find('\n', position_) != std::string::npos;
  }

  // The number of the last line read, from 1.
  int64_t line() const { return line_; }

 private:
  // Whether there was any.
  absl::StatusOr<bool> ReadMore();

  ChunkReader chunks_;
  std::string buffer_;
  size_t position_ = 0;  // Of what has not been returned.
  int64_t line_ = 0;
};

}  // namespace presstm

#endif  // CLIENT_LINE_READER_H_
