#include "client/line_reader.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"

namespace presstm {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

absl::StatusOr<std::optional<std::string>> LineReader::Next() {
  if (input_.peek() == std::istream::traits_type::eof()) {
    if (input_.bad()) return absl::DataLossError("cannot read the input");
    return std::optional<std::string>();
  }
  ++line_;
  std::string line;
  bool too_long = false;
  for (int byte = input_.get();
       byte != std::istream::traits_type::eof() && byte != '\n';
       byte = input_.get()) {
    too_long = too_long || line.size() >= kMaxLineBytes;
    if (!too_long) line.push_back(static_cast<char>(byte));
  }
  if (input_.bad()) return absl::DataLossError("cannot read the input");
  if (too_long) {
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
