// What an index takes.
#ifndef TM_STORE_INDEX_SIZE_H_
#define TM_STORE_INDEX_SIZE_H_

#include <cstdint>

namespace presstm {

struct IndexSize {
  int64_t segments = 0;  // Added and not removed.
  int64_t bytes = 0;     // Of memory.
};

}  // namespace presstm

#endif  // TM_STORE_INDEX_SIZE_H_
