// A stretch of a text.
#ifndef TM_STORE_BASE_BYTE_SPAN_H_
#define TM_STORE_BASE_BYTE_SPAN_H_

#include <cstddef>

namespace presstm {

// Bytes of a text in UTF-8, on code point boundaries, end exclusive.
struct ByteSpan {
  size_t begin_bytes = 0;
  size_t end_bytes = 0;
  friend bool operator==(const ByteSpan&, const ByteSpan&) = default;
};

}  // namespace presstm

#endif  // TM_STORE_BASE_BYTE_SPAN_H_
