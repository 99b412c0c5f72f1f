// Times as the tables keep them: microseconds since 1970, NULL = unknown.
#ifndef TM_STORE_STORAGE_STORED_TIME_H_
#define TM_STORE_STORAGE_STORED_TIME_H_

#include <cstdint>
#include <optional>

#include "absl/time/time.h"

namespace presstm {

inline std::optional<int64_t> ToStoredTime(absl::Time time) {
  if (time == absl::InfinitePast()) return std::nullopt;
  return absl::ToUnixMicros(time);
}

inline absl::Time FromStoredTime(std::optional<int64_t> stored) {
  return stored.has_value() ? absl::FromUnixMicros(*stored)
                            : absl::InfinitePast();
}

}  // namespace presstm

#endif  // TM_STORE_STORAGE_STORED_TIME_H_
