// Which translation units, told shortly.
#ifndef TM_STORE_MODEL_ID_RANGES_H_
#define TM_STORE_MODEL_ID_RANGES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tm_store/model/ids.h"

namespace presstm {

// Ids as ranges of such as follow one another. Keeps the first of them only,
// so that it stays small however many there are, but counts all.
// Thread-compatible.
class IdRanges {
 public:
  // `id` must be greater than those before.
  void Add(TranslationUnitId id);

  bool empty() const { return id_count_ == 0; }
  int64_t id_count() const { return id_count_; }
  int64_t range_count() const { return range_count_; }

  // For example "3-17, 40 and 12 more in 2 other places"; "" if empty.
  std::string ToString() const;

 private:
  struct Range {
    int64_t first = 0;
    int64_t last = 0;
  };

  std::vector<Range> kept_;
  int64_t kept_id_count_ = 0;
  int64_t last_ = 0;
  int64_t id_count_ = 0;
  int64_t range_count_ = 0;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_ID_RANGES_H_
