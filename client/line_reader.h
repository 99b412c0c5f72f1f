// Standard input by lines, as translators pipe it.
#ifndef CLIENT_LINE_READER_H_
#define CLIENT_LINE_READER_H_

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace presstm {

// The longest line taken: two segments of the largest size and some more.
inline constexpr size_t kMaxLineBytes = 1024 * 1024;

// Thread-compatible. Ends of lines are LF or CRLF; a byte order mark at the
// beginning is passed over.
class LineReader {
 public:
  // `input` must outlive this.
  explicit LineReader(std::istream& input) : input_(input) {}

  // The next line, nullopt after the last. ResourceExhausted if it is longer
  // than kMaxLineBytes; the line after it can still be read. DataLoss if the
  // input cannot be read to its end.
  absl::StatusOr<std::optional<std::string>> Next();

  // The number of the last line read, from 1.
  int64_t line() const { return line_; }

 private:
  std::istream& input_;
  int64_t line_ = 0;
};

}  // namespace presstm

#endif  // CLIENT_LINE_READER_H_
