// What look-ups have to know of memories, without asking the database.
#ifndef TM_STORE_MEMORY_DIRECTORY_H_
#define TM_STORE_MEMORY_DIRECTORY_H_

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {

// All memories by name. Thread-safe. Changes must come in the order in which
// they were committed. Their counts of units are not kept up.
class MemoryDirectory {
 public:
  absl::Status Load(TmDatabase& database) ABSL_LOCKS_EXCLUDED(mutex_);

  // Adds the memory or takes its new state.
  void Put(const Memory& memory) ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(absl::string_view name) ABSL_LOCKS_EXCLUDED(mutex_);

  // Null if there is none.
  std::shared_ptr<const Memory> Find(absl::string_view name) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<const Memory>> memories_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace presstm

#endif  // TM_STORE_MEMORY_DIRECTORY_H_
