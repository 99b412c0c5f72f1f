// Numbers by which equal segments find each other.
#ifndef TM_STORE_STORAGE_SEGMENT_KEY_H_
#define TM_STORE_STORAGE_SEGMENT_KEY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Returns for each variant of `unit`, in order, a 64-bit hash (XXH3) of the
// memory's id, Language::key, the text and the inline codes. Equal segments in
// languages with one key have equal keys; different ones nearly always have
// different keys, so compare what the key has found. InvalidArgument if a
// language is unknown. Stored keys are derived data: a change of this function
// or of Language::key needs a migration that computes them again; until then
// equal segments would be stored twice, nothing worse.
absl::StatusOr<std::vector<int64_t>> SegmentKeys(const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_SEGMENT_KEY_H_
