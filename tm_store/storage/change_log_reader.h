// Reads the change log (change_log.h): what has become of units. All functions
// work in the caller's transaction.
#ifndef TM_STORE_STORAGE_CHANGE_LOG_READER_H_
#define TM_STORE_STORAGE_CHANGE_LOG_READER_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "tm_store/model/change.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// The first `limit` changes that pass `filter`, by sequence. A unit's changes
// cost its own rows, however long the log is. DataLoss if one cannot be read.
absl::StatusOr<std::vector<Change>> ListChanges(SqliteConnection& connection,
                                                const ChangeFilter& filter,
                                                int limit);

// The revision a unit had when it was deleted; nothing if there never was one,
// it is not deleted, or the log has forgotten it.
absl::StatusOr<std::optional<int64_t>> FindDeletedRevision(
    SqliteConnection& connection, TranslationUnitId id);

// The unit as it was at `revision`; nothing if the log does not know it.
absl::StatusOr<std::optional<TranslationUnit>> FindRevision(
    SqliteConnection& connection, TranslationUnitId id, int64_t revision);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_CHANGE_LOG_READER_H_
