#include "server/converters/code_points.h"

#include "tm_store/text/utf8.h"

namespace presstm {

void CodePointOffsets::StepForward() {
  NextCodePoint(text_, bytes_);
  ++code_points_;
}

int CodePointOffsets::FromBytes(size_t offset_bytes) {
  if (offset_bytes < bytes_) bytes_ = code_points_ = 0;
  while (bytes_ < offset_bytes && bytes_ < text_.size()) StepForward();
  return code_points_;
}

std::optional<size_t> CodePointOffsets::ToBytes(int offset_code_points) {
  if (offset_code_points < 0) return std::nullopt;
  if (offset_code_points < code_points_) bytes_ = code_points_ = 0;
  while (code_points_ < offset_code_points && bytes_ < text_.size()) {
    StepForward();
  }
  if (code_points_ != offset_code_points) return std::nullopt;
  return bytes_;
}

}  // namespace presstm
