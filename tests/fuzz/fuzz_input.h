// What the fuzz targets share.
#ifndef TESTS_FUZZ_FUZZ_INPUT_H_
#define TESTS_FUZZ_FUZZ_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "absl/strings/string_view.h"

namespace presstm {

// Longer inputs find nothing new, only slower.
inline constexpr size_t kMaxInputBytes = 64 * 1024;

// Ends the run, for the fuzzer to keep the input.
inline void Require(bool condition) {
  if (!condition) std::abort();
}

// A file for one of several readers, and the pieces to feed it in.
struct FileInput {
  uint8_t format = 0;  // Any; to be taken modulo the number of formats.
  size_t piece_bytes = 1;
  absl::string_view bytes;
};

// The file of an input: a byte for its format, one for the size of the pieces,
// and its bytes. Nothing if that is shorter than `least_bytes` or too long.
inline std::optional<FileInput> ReadFileInput(const uint8_t* data, size_t size,
                                              size_t least_bytes) {
  if (size < 2 + least_bytes || size > kMaxInputBytes) return std::nullopt;
  return FileInput{
      .format = data[0],
      .piece_bytes = size_t{1} + data[1],
      .bytes = {reinterpret_cast<const char*>(data + 2), size - 2}};
}

}  // namespace presstm

#endif  // TESTS_FUZZ_FUZZ_INPUT_H_
