// Backups, checks and tidying of a database that is in use.
#ifndef TM_STORE_MAINTENANCE_H_
#define TM_STORE_MAINTENANCE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tm_store/base/clock.h"
#include "tm_store/base/deadline.h"
#include "tm_store/index_size.h"
#include "tm_store/model/check_result.h"
#include "tm_store/storage/backup.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

class IndexRegistry;
class WriteQueue;

// What Compact does and has done.
struct CompactOptions {
  bool dry_run = false;  // Changes nothing; the report says what would be.
  // Removes older changes from the change log; 0 = none.
  absl::Duration keep_history = absl::ZeroDuration();
  bool merge_duplicates = true;
  std::string actor;  // Who the change log will name.
};
struct CompactReport {
  int64_t checked_units = 0;
  int64_t merged_units = 0;
  int64_t removed_changes = 0;
  int64_t size_bytes_before = 0;
  int64_t size_bytes_after = 0;
};

// Thread-safe. Borrows the parts of a TranslationMemory; must not outlive it.
// Each call returns the error of its deadline, which is asked between steps.
class Maintenance {
 public:
  Maintenance(TmDatabase& database, IndexRegistry& indexes, WriteQueue& writes,
              const Clock* clock)
      : database_(database),
        indexes_(indexes),
        writes_(writes),
        clock_(clock) {}

  // As TmDatabase::BackUp.
  absl::StatusOr<std::unique_ptr<BackupFile>> BackUp(const Deadline& deadline);

  // As ReadTransaction::CheckFile and CheckUnits.
  absl::StatusOr<CheckResult> CheckFile();
  absl::StatusOr<CheckResult> CheckUnits(const Deadline& deadline);
  // Whether the index finds every segment of every unit, and has no others.
  // Writers wait while the segments are counted in the end.
  absl::StatusOr<CheckResult> CheckIndex(const Deadline& deadline);
  // Whether every unit comes back the same from TMX.
  absl::StatusOr<CheckResult> CheckTmxRoundTrip(const Deadline& deadline);

  // Merges duplicates, removes old history, and writes the file anew if a
  // tenth of it is free then. Other writes come between the steps, but wait
  // for the last. Calls `progress` after each step. On an error what the steps
  // before it have done stays.
  absl::StatusOr<CompactReport> Compact(
      const CompactOptions& options, const Deadline& deadline,
      const std::function<absl::Status(const CompactReport&)>& progress);

  // The indexes of all memories together, by language: "zh" for all Chinese,
  // else the first part of the tag.
  std::map<std::string, IndexSize> IndexSizes() const;

 private:
  TmDatabase& database_;
  IndexRegistry& indexes_;
  WriteQueue& writes_;
  const Clock* clock_;
};

}  // namespace presstm

#endif  // TM_STORE_MAINTENANCE_H_
