#include "server/import_pipeline.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/exception_guard.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

absl::Status RefusedFor(const v1::ImportProblem& loss) {
  std::string facts = loss.detail();
  if (!loss.external_id().empty()) {
    absl::StrAppend(&facts, facts.empty() ? "" : "; ", "unit ",
                    loss.external_id());
  }
  return InvalidArgument(
      ErrorReason::kImportRefused,
      absl::StrCat("line ", loss.line(), ": ", loss.message(),
                   facts.empty() ? "" : absl::StrCat(" (", facts, ")"),
                   " The file is refused, as asked for."));
}

}  // namespace

ImportPipeline::ImportPipeline(UnitSink& sink, ImportProgress& progress,
                               bool is_strict)
    : sink_(sink),
      progress_(progress),
      is_strict_(is_strict),
      thread_([this] { Run(); }) {}

ImportPipeline::~ImportPipeline() {
  {
    absl::MutexLock lock(&mutex_);
    waiting_.reset();
    is_ending_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

bool ImportPipeline::CanPut() const {
  return !waiting_.has_value() || !status_.ok();
}

bool ImportPipeline::CanRun() const {
  return waiting_.has_value() || is_ending_;
}

absl::Status ImportPipeline::Put(ImportBatch batch) {
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(this, &ImportPipeline::CanPut));
  if (status_.ok()) waiting_ = std::move(batch);
  return status_;
}

bool ImportPipeline::IsIdle() const {
  absl::MutexLock lock(&mutex_);
  return !waiting_.has_value() && !is_working_;
}

absl::Status ImportPipeline::Finish() {
  {
    absl::MutexLock lock(&mutex_);
    is_ending_ = true;
  }
  thread_.join();
  sink_.Finish();
  absl::MutexLock lock(&mutex_);
  return status_;
}

void ImportPipeline::Run() {
  while (true) {
    ImportBatch batch;
    {
      absl::MutexLock lock(&mutex_);
      is_working_ = false;
      mutex_.Await(absl::Condition(this, &ImportPipeline::CanRun));
      if (!waiting_.has_value()) return;
      is_working_ = true;
      batch = *std::exchange(waiting_, std::nullopt);
    }
    absl::Status status =
        GuardExceptions([&] { return Work(std::move(batch)); });
    if (status.ok()) continue;
    absl::MutexLock lock(&mutex_);
    status_ = std::move(status);
    waiting_.reset();
    return;
  }
}

absl::Status ImportPipeline::Work(ImportBatch batch) {
  progress_.SetReading(batch.reading);
  for (v1::ImportProblem& problem : batch.problems) {
    PRESSTM_RETURN_IF_ERROR(progress_.AddProblem(std::move(problem)));
  }
  if (!batch.units.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<UnitSink::Result> results,
                             sink_.Write(std::move(batch.units)));
    PRESSTM_RETURN_IF_ERROR(progress_.AddResults(batch.places, results));
  }
  if (is_strict_ && progress_.first_loss().has_value()) {
    return RefusedFor(*progress_.first_loss());
  }
  progress_.Send();
  return absl::OkStatus();
}

}  // namespace presstm
