// The second half of an import, on a thread of its own: what has been read is
// stored and reported while the first half reads on.
#ifndef SERVER_IMPORT_PIPELINE_H_
#define SERVER_IMPORT_PIPELINE_H_

#include <optional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/import_progress.h"
#include "server/unit_sink.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// What reading gave between two batches.
struct ImportBatch {
  std::vector<TranslationUnit> units;
  std::vector<UnitPlace> places;  // Of the units.
  std::vector<v1::ImportProblem> problems;
  ReadingCounts reading;
};

// Used by the thread that reads; sink and progress are its own thread's until
// Finish has returned or it is gone.
class ImportPipeline {
 public:
  // Stops at the first unit, or language of one, that is left out if
  // `is_strict`; then the reason is IMPORT_REFUSED.
  ImportPipeline(UnitSink& sink, ImportProgress& progress, bool is_strict);
  // Drops batches not yet begun; waits for the one under way.
  ~ImportPipeline();
  ImportPipeline(const ImportPipeline&) = delete;
  ImportPipeline& operator=(const ImportPipeline&) = delete;

  // Hands on a batch, once there is room for it: one may wait while another is
  // worked on. The error that has stopped the work, if any.
  absl::Status Put(ImportBatch batch) ABSL_LOCKS_EXCLUDED(mutex_);

  // Whether Put would not have to wait, and the batch would be next.
  bool IsIdle() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Waits until all batches are done. The error that has stopped the work.
  absl::Status Finish() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Work(ImportBatch batch);
  bool CanPut() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  bool CanRun() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  UnitSink& sink_;
  ImportProgress& progress_;
  const bool is_strict_;
  mutable absl::Mutex mutex_;
  std::optional<ImportBatch> waiting_ ABSL_GUARDED_BY(mutex_);
  bool is_working_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_ending_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // Last: it uses what stands before.
};

}  // namespace presstm

#endif  // SERVER_IMPORT_PIPELINE_H_
