// Strong types for identifiers, so that one cannot stand for another.
#ifndef TM_STORE_MODEL_IDS_H_
#define TM_STORE_MODEL_IDS_H_

#include <compare>
#include <cstdint>

namespace presstm {

// Identifies a translation unit: unique in its database, positive, never
// reused. 0 means "none yet".
struct TranslationUnitId {
  int64_t value = 0;
  friend auto operator<=>(TranslationUnitId, TranslationUnitId) = default;
  template <typename H>
  friend H AbslHashValue(H h, TranslationUnitId id) {
    return H::combine(std::move(h), id.value);
  }
};

// Identifies a memory inside the database; people and the API use its name.
struct MemoryId {
  int64_t value = 0;
  friend auto operator<=>(MemoryId, MemoryId) = default;
  template <typename H>
  friend H AbslHashValue(H h, MemoryId id) {
    return H::combine(std::move(h), id.value);
  }
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_IDS_H_
