// Writes translation units. All functions work in the caller's transaction.
#ifndef TM_STORE_STORAGE_UNIT_WRITER_H_
#define TM_STORE_STORAGE_UNIT_WRITER_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Stores `unit` and returns its id: a new one, unless `unit.id` says which;
// then there must be no such unit. `segment_keys` are SegmentKeys(unit), so for
// the next.
absl::StatusOr<TranslationUnitId> InsertUnit(
    SqliteConnection& connection, const TranslationUnit& unit,
    absl::Span<const int64_t> segment_keys);

// Makes the stored `before` into `after`, which has the same id. Writes only
// the tables where they differ; contexts that were only added to are not
// written again.
absl::Status UpdateUnit(SqliteConnection& connection,
                        const TranslationUnit& before,
                        const TranslationUnit& after,
                        absl::Span<const int64_t> segment_keys);

absl::Status DeleteUnit(SqliteConnection& connection, TranslationUnitId id);

// Deletes every unit of the memory.
absl::Status DeleteUnitsOfMemory(SqliteConnection& connection, MemoryId id);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_WRITER_H_
