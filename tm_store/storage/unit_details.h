// Column `details` of table translation_unit: which other tables hold rows of
// the unit, so that reading one scans no table in vain.
#ifndef TM_STORE_STORAGE_UNIT_DETAILS_H_
#define TM_STORE_STORAGE_UNIT_DETAILS_H_

#include <cstdint>

namespace presstm {

inline constexpr int64_t kHasProperties = 1;
inline constexpr int64_t kHasNotes = 2;
inline constexpr int64_t kHasContexts = 4;

// Column `owner_position` of the tables property and note where the owner is
// the unit; else it is the variant's position.
inline constexpr int64_t kUnitIsOwner = -1;

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_DETAILS_H_
