// Duplicates are mostly not there: a write that says what is stored is merged
// at once. They come from updates and restored revisions that make two units
// the same. So each page of units is read without a lock and only those that
// have an older unit saying the same go through the write queue, which looks
// again: by then another write may have changed either.
#include "tm_store/compaction.h"

#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Units looked at and changes removed in one step, some ten milliseconds.
constexpr int kStepUnits = 500;
constexpr int kStepChanges = 5'000;

// Writing the file anew pays if so much of it is free: one part of these.
constexpr int64_t kFreeParts = 10;

}  // namespace

Compaction::Compaction(TmDatabase& database, WriteQueue& writes, absl::Time now,
                       const CompactOptions& options)
    : database_(database), writes_(writes), now_(now), options_(options) {}

absl::StatusOr<CompactReport> Compaction::Run(const Deadline& deadline,
                                              const Progress& progress) {
  PRESSTM_RETURN_IF_ERROR(database_.CheckWritable());
  PRESSTM_ASSIGN_OR_RETURN(const TmDatabase::Size size, database_.GetSize());
  report_.size_bytes_before = size.size_bytes;
  if (options_.merge_duplicates) {
    PRESSTM_RETURN_IF_ERROR(MergeDuplicates(deadline, progress));
  }
  if (options_.keep_history > absl::ZeroDuration()) {
    PRESSTM_RETURN_IF_ERROR(ForgetHistory(deadline, progress));
  }
  PRESSTM_RETURN_IF_ERROR(ReleaseSpace());
  return report_;
}

absl::Status Compaction::MergeDuplicates(const Deadline& deadline,
                                         const Progress& progress) {
  TranslationUnitId last;
  while (true) {
    PRESSTM_RETURN_IF_ERROR(deadline.Check());
    PRESSTM_ASSIGN_OR_RETURN(const auto state, database_.BeginRead());
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<TranslationUnit> page,
                             state->ListAllUnits(last, kStepUnits));
    if (page.empty()) return absl::OkStatus();
    std::vector<TranslationUnitId> duplicates;
    for (const TranslationUnit& unit : page) {
      PRESSTM_ASSIGN_OR_RETURN(const bool is_one,
                               state->HasOlderDuplicate(unit));
      if (is_one) duplicates.push_back(unit.id);
    }
    report_.checked_units += static_cast<int64_t>(page.size());
    PRESSTM_RETURN_IF_ERROR(MergeAmong(duplicates));
    PRESSTM_RETURN_IF_ERROR(progress(report_));
    last = page.back().id;
  }
}

absl::Status Compaction::MergeAmong(absl::Span<const TranslationUnitId> ids) {
  if (ids.empty()) return absl::OkStatus();
  if (options_.dry_run) {
    report_.merged_units += static_cast<int64_t>(ids.size());
    return absl::OkStatus();
  }
  int64_t merged = 0;
  const auto merge = [&](WriteTransaction& transaction) -> absl::Status {
    for (const TranslationUnitId id : ids) {
      PRESSTM_ASSIGN_OR_RETURN(const bool is_merged,
                               transaction.MergeIntoOlder(id));
      if (is_merged) ++merged;
    }
    return absl::OkStatus();
  };
  PRESSTM_RETURN_IF_ERROR(writes_.Run(
      {.actor = options_.actor, .unit_count = ids.size(), .run = merge}));
  report_.merged_units += merged;
  return absl::OkStatus();
}

absl::Status Compaction::ForgetHistory(const Deadline& deadline,
                                       const Progress& progress) {
  const absl::Time before = now_ - options_.keep_history;
  if (options_.dry_run) {
    PRESSTM_ASSIGN_OR_RETURN(const auto state, database_.BeginRead());
    PRESSTM_ASSIGN_OR_RETURN(report_.removed_changes,
                             state->CountChangesBefore(before));
    return absl::OkStatus();
  }
  while (true) {
    PRESSTM_RETURN_IF_ERROR(deadline.Check());
    int64_t removed = 0;
    const auto forget = [&](WriteTransaction& transaction) -> absl::Status {
      PRESSTM_ASSIGN_OR_RETURN(removed,
                               transaction.ForgetChanges(before, kStepChanges));
      return absl::OkStatus();
    };
    PRESSTM_RETURN_IF_ERROR(writes_.Run(
        {.actor = options_.actor, .unit_count = kStepUnits, .run = forget}));
    if (removed == 0) return absl::OkStatus();
    report_.removed_changes += removed;
    PRESSTM_RETURN_IF_ERROR(progress(report_));
  }
}

absl::Status Compaction::ReleaseSpace() {
  PRESSTM_ASSIGN_OR_RETURN(TmDatabase::Size size, database_.GetSize());
  report_.size_bytes_after = size.size_bytes;
  if (size.free_bytes * kFreeParts < size.size_bytes) return absl::OkStatus();
  if (options_.dry_run) {
    report_.size_bytes_after -= size.free_bytes;
    return absl::OkStatus();
  }
  PRESSTM_RETURN_IF_ERROR(database_.Vacuum());
  PRESSTM_ASSIGN_OR_RETURN(size, database_.GetSize());
  report_.size_bytes_after = size.size_bytes;
  return absl::OkStatus();
}

}  // namespace presstm
