// The indexes of all memories and languages: where storage and match meet.
#ifndef TM_STORE_INDEX_REGISTRY_H_
#define TM_STORE_INDEX_REGISTRY_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "tm_store/index_compactor.h"
#include "tm_store/index_size.h"
#include "tm_store/match/segment_index.h"
#include "tm_store/storage/tm_database.h"
#include "tm_store/text/language.h"

namespace presstm {

// The name of the index a language belongs to: "zh" for all Chinese, else
// Language::key.
std::string IndexGroup(const Language& language);

// Thread-safe. Changes must come in the order in which they were committed.
// What is asked of a memory meanwhile waits for none of them.
class IndexRegistry {
 public:
  // Reads every variant of `database` into the indexes, which are empty; of a
  // damaged one every variant that can be read. Returns what cannot; nothing
  // if no damage was met.
  absl::StatusOr<std::optional<Damage>> Load(TmDatabase& database);

  // Follows one committed transaction.
  void Apply(absl::Span<const UnitChange> changes);

  void DropMemory(MemoryId memory) ABSL_LOCKS_EXCLUDED(mutex_);

  // The segments of `memory` a query in `language` is compared with. For
  // Chinese those in either script: a segment in the other script is as good
  // a source. Nothing if there are none.
  std::optional<IndexSnapshot> Snapshot(MemoryId memory,
                                        const Language& language) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The languages in which the same segments are, or have been, to the letter
  // of their tags: "zh-CN", "zh-TW". None is missing.
  using Languages = std::vector<Language>;
  std::shared_ptr<const Languages> LanguagesLike(MemoryId memory,
                                                 const Language& language) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The tags of all of them in `memory`, in byte order.
  std::vector<std::string> LanguageTags(MemoryId memory) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Of all memories together, by IndexGroup.
  std::map<std::string, IndexSize> Sizes() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // Memory and IndexGroup.
  using Key = std::pair<MemoryId, std::string>;
  struct Entry {
    std::shared_ptr<SegmentIndex> index = std::make_shared<SegmentIndex>();
    std::shared_ptr<const Languages> languages =
        std::make_shared<const Languages>();
  };

  using Visit = std::function<absl::Status(const VisitedVariant&)>;
  // Indexes what `read` gives it.
  absl::Status LoadFrom(absl::FunctionRef<absl::Status(const Visit&)> read);

  // The index for segments in `language`, which is noted.
  std::shared_ptr<SegmentIndex> FindOrCreate(MemoryId memory,
                                             const Language& language)
      ABSL_LOCKS_EXCLUDED(mutex_);

  mutable absl::Mutex mutex_;
  absl::flat_hash_map<Key, Entry> indexes_ ABSL_GUARDED_BY(mutex_);
  // Last: it must end before the indexes do.
  IndexCompactor compactor_;
};

}  // namespace presstm

#endif  // TM_STORE_INDEX_REGISTRY_H_
