// One run of Maintenance::Compact.
#ifndef TM_STORE_COMPACTION_H_
#define TM_STORE_COMPACTION_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "tm_store/maintenance.h"
#include "tm_store/storage/tm_database.h"
#include "tm_store/write_queue.h"

namespace presstm {

// Thread-compatible. `database` and `writes` must outlive it.
class Compaction {
 public:
  using Progress = std::function<absl::Status(const CompactReport&)>;

  Compaction(TmDatabase& database, WriteQueue& writes, absl::Time now,
             const CompactOptions& options);

  // See Maintenance::Compact. Call once.
  absl::StatusOr<CompactReport> Run(const Deadline& deadline,
                                    const Progress& progress);

 private:
  absl::Status MergeDuplicates(const Deadline& deadline,
                               const Progress& progress);
  absl::Status MergeAmong(absl::Span<const TranslationUnitId> ids);
  absl::Status ForgetHistory(const Deadline& deadline,
                             const Progress& progress);
  absl::Status ReleaseSpace();

  TmDatabase& database_;
  WriteQueue& writes_;
  const absl::Time now_;
  const CompactOptions options_;
  CompactReport report_;
};

}  // namespace presstm

#endif  // TM_STORE_COMPACTION_H_
