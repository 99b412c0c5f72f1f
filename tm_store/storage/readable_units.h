// Reads what is left of a damaged database. All functions work in the caller's
// transaction, find the units as UnitIdScan does and take several times as long
// as those of unit_reader.h, which end at the first damaged page.
#ifndef TM_STORE_STORAGE_READABLE_UNITS_H_
#define TM_STORE_STORAGE_READABLE_UNITS_H_

#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "tm_store/model/damage.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/read_transaction.h"
#include "tm_store/storage/sqlite_connection.h"
#include "tm_store/storage/unit_filter.h"

namespace presstm {

// DataLoss with DATABASE_CORRUPT unless the unit is there with all its parts,
// and has the texts and languages a unit must have.
absl::StatusOr<TranslationUnit> ReadWholeUnit(SqliteConnection& connection,
                                              TranslationUnitId id);

// As VisitVariants, for units that can be read; returns what cannot.
absl::StatusOr<Damage> VisitReadableVariants(
    SqliteConnection& connection,
    const std::function<absl::Status(const VisitedVariant&)>& visit);

// As ListUnits and ListAllUnits where nothing is damaged, else as
// ListReadableUnits.
absl::StatusOr<UnitPage> ListUnitsPastDamage(SqliteConnection& connection,
                                             std::optional<MemoryId> memory_id,
                                             const UnitFilter& filter,
                                             TranslationUnitId after,
                                             int limit);

// The first units after `after` of `memory_id`, or of all memories, that pass
// the filter, and those in between that cannot be read.
absl::StatusOr<UnitPage> ListReadableUnits(SqliteConnection& connection,
                                           std::optional<MemoryId> memory_id,
                                           const UnitFilter& filter,
                                           TranslationUnitId after, int limit);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_READABLE_UNITS_H_
