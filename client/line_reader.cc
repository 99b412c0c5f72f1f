#include "client/line_reader.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kChunkBytes = 64 * 1024;

}  // namespace

LineReader::LineReader(std::istream& input)
    : LineReader([&input]() -> absl::StatusOr<std::string> {
        std::string chunk(kChunkBytes, '\0');
        input.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        if (input.bad()) return absl::DataLossError("cannot read the input");
        chunk.resize(static_cast<size_t>(input.gcount()));
        return chunk;
      }) {}

absl::StatusOr<bool> LineReader::ReadMore() {
  PRESSTM_ASSIGN_OR_RETURN(const std::string chunk, chunks_());
  buffer_.erase(0, position_);
  position_ = 0;
  buffer_ += chunk;
  return !chunk.empty();
}

absl::StatusOr<std::optional<std::string>> LineReader::Next() {
  bool too_long = false;
  size_t searched = 0;  // Bytes from position_ on without an end of line.
  size_t end = buffer_.find('\n', position_);
  bool at_end = false;
  while (end == std::string::npos && !at_end) {
    searched = buffer_.size() - position_;
    if (searched > kMaxLineBytes) {
      too_long = true;
      position_ = buffer_.size();
      searched = 0;
    }
    PRESSTM_ASSIGN_OR_RETURN(const bool more, ReadMore());
    at_end = !more;
    end = buffer_.find('\n', position_ + searched);
  }
  if (at_end && position_ == buffer_.size() && !too_long) {
    return std::optional<std::string>();
  }
  ++line_;
  std::string line =
      buffer_.substr(position_, at_end ? std::string::npos : end - position_);
  position_ = at_end ? buffer_.size() : end + 1;
  if (too_long || line.size() > kMaxLineBytes) {
    return MakeError(
        absl::StatusCode::kResourceExhausted, ErrorReason::kSegmentTooLong,
        absl::StrCat("the line is longer than ", kMaxLineBytes, " bytes"));
  }
  if (absl::EndsWith(line, "\r")) line.pop_back();
  if (line_ == 1 && absl::StartsWith(line, kByteOrderMark)) {
    line.erase(0, kByteOrderMark.size());
  }
  return std::optional<std::string>(std::move(line));
}

}  // namespace presstm
