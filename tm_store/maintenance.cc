#include "tm_store/maintenance.h"

#include "tm_store/base/status_macros.h"
#include "tm_store/compaction.h"
#include "tm_store/index_check.h"
#include "tm_store/round_trip_check.h"

namespace presstm {

absl::StatusOr<std::unique_ptr<BackupFile>> Maintenance::BackUp(
    const Deadline& deadline) {
  return database_.BackUp(deadline);
}

absl::StatusOr<CheckResult> Maintenance::CheckFile() {
  PRESSTM_ASSIGN_OR_RETURN(const auto state, database_.BeginRead());
  return state->CheckFile();
}

absl::StatusOr<CheckResult> Maintenance::CheckUnits(const Deadline& deadline) {
  PRESSTM_ASSIGN_OR_RETURN(const auto state, database_.BeginRead());
  return state->CheckUnits(deadline);
}

std::map<std::string, IndexSize> Maintenance::IndexSizes() const {
  return indexes_.Sizes();
}

absl::StatusOr<CheckResult> Maintenance::CheckIndex(const Deadline& deadline) {
  return presstm::CheckIndex(database_, indexes_, writes_, deadline);
}

absl::StatusOr<CheckResult> Maintenance::CheckTmxRoundTrip(
    const Deadline& deadline) {
  return presstm::CheckTmxRoundTrip(database_, deadline);
}

absl::StatusOr<CompactReport> Maintenance::Compact(
    const CompactOptions& options, const Deadline& deadline,
    const std::function<absl::Status(const CompactReport&)>& progress) {
  return Compaction(database_, writes_, clock_->Now(), options)
      .Run(deadline, progress);
}

}  // namespace presstm
