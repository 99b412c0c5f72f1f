#include "tm_store/memory_directory.h"

#include <vector>

#include "tm_store/base/limits.h"
#include "tm_store/base/status_macros.h"

namespace presstm {

absl::Status MemoryDirectory::Load(TmDatabase& database) {
  std::string last;
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<Memory> page,
                             database.ListMemories(last, kMaxPageSize));
    if (page.empty()) return absl::OkStatus();
    for (const Memory& memory : page) Put(memory);
    last = page.back().name;
  }
}

void MemoryDirectory::Put(const Memory& memory) {
  auto shared = std::make_shared<const Memory>(memory);
  absl::MutexLock lock(&mutex_);
  memories_[memory.name] = std::move(shared);
}

void MemoryDirectory::Remove(absl::string_view name) {
  absl::MutexLock lock(&mutex_);
  memories_.erase(name);
}

std::shared_ptr<const Memory> MemoryDirectory::Find(
    absl::string_view name) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = memories_.find(name);
  return it == memories_.end() ? nullptr : it->second;
}

}  // namespace presstm
