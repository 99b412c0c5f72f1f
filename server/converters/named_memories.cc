#include "server/converters/named_memories.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "server/resource_name.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {

absl::StatusOr<std::vector<std::string>> ParseNamedMemories(
    int count, const std::function<NamedMemory(int)>& at) {
  if (count > kMaxNamedMemories) {
    return InvalidArgument(ErrorReason::kTooManyItems,
                           absl::StrCat("memories: ", count, " are named, ",
                                        kMaxNamedMemories, " at most"),
                           "memories");
  }
  std::vector<std::string> ids;
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < count; ++i) {
    const NamedMemory memory = at(i);
    PRESSTM_ASSIGN_OR_RETURN(std::string id,
                             ParseMemoryName(memory.name, memory.field));
    if (!seen.insert(id).second) {
      return InvalidArgument(
          ErrorReason::kInvalidArgument,
          absl::StrCat(memory.field, ": ", memory.name, " is named twice"),
          memory.field);
    }
    ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace presstm
