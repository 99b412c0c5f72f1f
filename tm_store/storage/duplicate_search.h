// Finds what is stored of the source segment of a unit.
#ifndef TM_STORE_STORAGE_DUPLICATE_SEARCH_H_
#define TM_STORE_STORAGE_DUPLICATE_SEARCH_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Looks in `unit.memory_id` for the same translation as `unit` (see merge.h);
// of several the result is always the same one. `segment_keys` are
// SegmentKeys(unit), which has at least one variant; so for the next. Of a
// stored unit (`unit.id` is set) only older ones are looked at. One index probe
// if the source segment is not stored.
absl::StatusOr<std::optional<TranslationUnit>> FindSameTranslation(
    SqliteConnection& connection, const TranslationUnit& unit,
    absl::Span<const int64_t> segment_keys);

// The same for a stored unit, by its text alone.
absl::StatusOr<std::optional<TranslationUnit>> FindOlderDuplicate(
    SqliteConnection& connection, const TranslationUnit& unit);

// All units of `unit.memory_id` that may have its source segment: those where
// its key is found. By id.
absl::StatusOr<std::vector<TranslationUnit>> FindSameSource(
    SqliteConnection& connection, const TranslationUnit& unit,
    absl::Span<const int64_t> segment_keys);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_DUPLICATE_SEARCH_H_
