// Between offsets in bytes, as the library has them, and offsets in Unicode
// code points, as the API has them.
#ifndef SERVER_CONVERTERS_CODE_POINTS_H_
#define SERVER_CONVERTERS_CODE_POINTS_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"

namespace presstm {

// Converts offsets into one text, which must outlive it and be valid UTF-8.
// Thread-compatible. Rising offsets cost one pass over the text in all; a
// falling one starts over.
class CodePointOffsets {
 public:
  explicit CodePointOffsets(absl::string_view text) : text_(text) {}

  // Returns the count of code points before `offset_bytes`, which must be at
  // most the text's size.
  int FromBytes(size_t offset_bytes);

  // Returns the byte at which code point number `offset_code_points` begins,
  // the text's size for the one after the last; nullopt if there is none.
  std::optional<size_t> ToBytes(int offset_code_points);

 private:
  void StepForward();

  absl::string_view text_;
  size_t bytes_ = 0;     // How far the text has been counted ...
  int code_points_ = 0;  // ... and what came out.
};

}  // namespace presstm

#endif  // SERVER_CONVERTERS_CODE_POINTS_H_
