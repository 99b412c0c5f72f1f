#include "server/import_progress.h"

#include <utility>

#include "server/converters/import_converter.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Problems that are reported without waiting for a batch. Each has some 3 KB
// at most, and a message may have 4 MiB.
constexpr int kMaxProblems = 1000;

// A warning that has a reason is of something that belonged to units.
bool IsLoss(const v1::ImportProblem& problem) {
  return problem.kind() == v1::IMPORT_PROBLEM_KIND_REJECTED_UNIT ||
         problem.kind() == v1::IMPORT_PROBLEM_KIND_DROPPED_VARIANT ||
         (problem.kind() == v1::IMPORT_PROBLEM_KIND_WARNING &&
          !problem.reason().empty());
}

}  // namespace

void ImportProgress::SetReading(const ReadingCounts& counts) {
  if (phase_ != Phase::kStoringChecked) reading_ = counts;
}

absl::Status ImportProgress::AddProblem(v1::ImportProblem problem) {
  if (phase_ == Phase::kStoringChecked) return absl::OkStatus();
  if (!first_loss_.has_value() && IsLoss(problem)) first_loss_ = problem;
  *message_.add_problems() = std::move(problem);
  return message_.problems_size() < kMaxProblems ? absl::OkStatus()
                                                 : SendProblems();
}

absl::Status ImportProgress::AddResults(
    const std::vector<UnitPlace>& places,
    const std::vector<UnitSink::Result>& results) {
  for (size_t k = 0; k < results.size(); ++k) {
    if (results[k].ok()) {
      if (phase_ != Phase::kChecking) Count(*results[k]);
    } else if (phase_ != Phase::kStoringChecked) {
      ++refused_;
      PRESSTM_RETURN_IF_ERROR(AddProblem(RefusedUnitToProto(
          places[k].line, places[k].external_id, results[k].status())));
    }
  }
  return absl::OkStatus();
}

void ImportProgress::Count(WriteOutcome outcome) {
  if (validate_only_) message_.set_valid_count(message_.valid_count() + 1);
  switch (outcome) {
    case WriteOutcome::kAdded:
      message_.set_added_count(message_.added_count() + 1);
      break;
    case WriteOutcome::kMerged:
      message_.set_merged_count(message_.merged_count() + 1);
      break;
    case WriteOutcome::kReplaced:
      message_.set_replaced_count(message_.replaced_count() + 1);
      break;
    case WriteOutcome::kSkipped:
      message_.set_skipped_count(message_.skipped_count() + 1);
      break;
  }
}

void ImportProgress::ForgetWrites() {
  message_.clear_valid_count();
  message_.clear_added_count();
  message_.clear_merged_count();
  message_.clear_replaced_count();
  message_.clear_skipped_count();
}

void ImportProgress::UpdateReading() {
  message_.set_processed_bytes(reading_.processed_bytes);
  message_.set_read_count(reading_.read);
  message_.set_rejected_count(reading_.rejected + refused_);
}

absl::Status ImportProgress::SendProblems() {
  UpdateReading();
  PRESSTM_RETURN_IF_ERROR(writer_.Write(message_));
  message_.clear_problems();
  return absl::OkStatus();
}

void ImportProgress::Send() {
  UpdateReading();
  if (writer_.TryWrite(message_)) message_.clear_problems();
}

absl::Status ImportProgress::SendTotals() {
  UpdateReading();
  message_.set_done(true);
  return writer_.Write(message_);
}

}  // namespace presstm
