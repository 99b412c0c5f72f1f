// Tells archives made to fill a disk or a memory.
#ifndef TM_STORE_EXCHANGE_BOMB_GUARD_H_
#define TM_STORE_EXCHANGE_BOMB_GUARD_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "tm_store/base/error.h"
#include "tm_store/exchange/byte_source.h"

namespace presstm {

// Counts what goes into an unpacker and what comes out. Thread-compatible.
class BombGuard {
 public:
  void Packed(size_t size_bytes) {
    packed_bytes_ += static_cast<int64_t>(size_bytes);
  }

  // ResourceExhausted beyond kMaxCompressionRatio; `name` is the archive's.
  absl::Status Unpacked(size_t size_bytes, absl::string_view name) {
    unpacked_bytes_ += static_cast<int64_t>(size_bytes);
    if (unpacked_bytes_ <= kAlwaysAllowedBytes ||
        unpacked_bytes_ / kMaxCompressionRatio <= packed_bytes_) {
      return absl::OkStatus();
    }
    return MakeError(absl::StatusCode::kResourceExhausted,
                     ErrorReason::kInvalidArgument,
                     absl::StrCat(name, ": unpacks to more than ",
                                  kMaxCompressionRatio, " times its size"));
  }

 private:
  static constexpr int64_t kAlwaysAllowedBytes = int64_t{100} << 20;

  int64_t packed_bytes_ = 0;
  int64_t unpacked_bytes_ = 0;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_BOMB_GUARD_H_
