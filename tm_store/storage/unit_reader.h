// Reads translation units. All functions work in the caller's transaction.
#ifndef TM_STORE_STORAGE_UNIT_READER_H_
#define TM_STORE_STORAGE_UNIT_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/sqlite_connection.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// NotFound with reason TRANSLATION_UNIT_NOT_FOUND.
absl::Status UnitNotFoundError(TranslationUnitId id);

// DataLoss with DATABASE_CORRUPT: "translation unit 7 " and `what`. Says more
// than SQLite's errors, which do not name the unit.
absl::Status UnitCorruptError(TranslationUnitId id, absl::string_view what);
bool IsUnitCorrupt(const absl::Status& status);

// DataLoss if what is stored cannot be read. `filter` as in
// ReadTransaction::FindUnit.
absl::StatusOr<std::optional<TranslationUnit>> FindUnit(
    SqliteConnection& connection, TranslationUnitId id,
    const LookupFilter& filter = {});

// As TmDatabase::ListUnits and VisitVariants. A filter by language or text
// reads all of the memory's units until `limit` are found.
absl::StatusOr<std::vector<TranslationUnit>> ListUnits(
    SqliteConnection& connection, MemoryId memory_id, const UnitFilter& filter,
    TranslationUnitId after, int limit);
// As ReadTransaction::ListAllUnits.
absl::StatusOr<std::vector<TranslationUnit>> ListAllUnits(
    SqliteConnection& connection, TranslationUnitId after, int limit);
absl::Status VisitVariants(
    SqliteConnection& connection,
    const std::function<absl::Status(const VisitedVariant&)>& visit);

// The first unit from `from` on with a segment of this key (segment_key.h).
absl::StatusOr<std::optional<TranslationUnitId>> FindUnitWithSegment(
    SqliteConnection& connection, int64_t segment_key, TranslationUnitId from);

// The first unit from `from` on with segments of both keys. Leaps through
// both lists at once: costs index probes by the shorter of them, however
// often "OK" is stored.
absl::StatusOr<std::optional<TranslationUnitId>> FindUnitWithSegments(
    SqliteConnection& connection, int64_t segment_key_a, int64_t segment_key_b,
    TranslationUnitId from);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_READER_H_
