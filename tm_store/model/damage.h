// What cannot be read of a damaged database.
#ifndef TM_STORE_MODEL_DAMAGE_H_
#define TM_STORE_MODEL_DAMAGE_H_

#include <cstdint>
#include <string>

#include "tm_store/model/id_ranges.h"

namespace presstm {

struct Damage {
  IdRanges unreadable;  // Of units whose ids are known.
  // How many units there are besides, by the counts of the memories: not even
  // their ids can be read.
  int64_t nameless_count = 0;

  bool empty() const { return unreadable.empty() && nameless_count == 0; }
  int64_t unit_count() const { return unreadable.id_count() + nameless_count; }
  // For example "3 translation units cannot be read (ids 4-6)".
  std::string ToString() const;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_DAMAGE_H_
