// Finds the units of a database some pages of which may be damaged.
#ifndef TM_STORE_STORAGE_UNIT_ID_SCAN_H_
#define TM_STORE_STORAGE_UNIT_ID_SCAN_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/ids.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

// Gives the ids of units in ascending order, from the two tables that have
// them all: what is damaged in one is mostly whole in the other. An id it gives
// need not belong to a unit that can be read. Thread-compatible; works in the
// caller's transaction. Errors: those of SqliteError but DataLoss.
class UnitIdScan {
 public:
  // Begins with the first id after `after`.
  UnitIdScan(SqliteConnection& connection, TranslationUnitId after);

  // Nothing at the end.
  absl::StatusOr<std::optional<TranslationUnitId>> Next();

 private:
  // One table.
  class Source {
   public:
    Source(SqliteConnection& connection, absl::string_view sql)
        : connection_(connection), sql_(sql) {}

    // The first id from `from` on that can be read; calls must not go back.
    absl::StatusOr<std::optional<int64_t>> From(int64_t from);

   private:
    // DataLoss if a damaged page is in the way.
    absl::StatusOr<std::optional<int64_t>> Seek(int64_t from);
    absl::StatusOr<std::optional<int64_t>> SeekPastDamage(int64_t from);

    SqliteConnection& connection_;
    const absl::string_view sql_;
    std::optional<int64_t> found_;  // What was found last.
    bool is_over_ = false;
  };

  int64_t last_;
  Source units_;
  Source variants_;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_ID_SCAN_H_
