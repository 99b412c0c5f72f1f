// The memories that a request names.
#ifndef SERVER_CONVERTERS_NAMED_MEMORIES_H_
#define SERVER_CONVERTERS_NAMED_MEMORIES_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace presstm {

// The most that one request may name: a search of each goes with it.
inline constexpr int kMaxNamedMemories = 1'000;

// One of them, and its field: "memories[2].memory".
struct NamedMemory {
  const std::string& name;  // "memories/press".
  std::string field;
};

// Returns the ids of `count` memories, in their order; `at` gives each.
// InvalidArgument if they are too many, one is no name or is named twice.
absl::StatusOr<std::vector<std::string>> ParseNamedMemories(
    int count, const std::function<NamedMemory(int)>& at);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_NAMED_MEMORIES_H_
