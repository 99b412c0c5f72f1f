// What the change log tells of one change.
#ifndef TM_STORE_MODEL_CHANGE_H_
#define TM_STORE_MODEL_CHANGE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "tm_store/model/access.h"
#include "tm_store/model/ids.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

enum class ChangeKind {
  kCreate,
  kUpdate,  // Also merging, and restoring an earlier state.
  kDelete,
  kRestore,  // Of a deleted unit.
  kCreateMemory,
  kUpdateMemory,
  kDeleteMemory,
  kCreateToken,
  kDeleteToken,
  kSetGrant,
};

// Whether it is a change of a unit; else of a memory, or of tokens and roles.
constexpr bool IsOfUnit(ChangeKind kind) {
  return kind <= ChangeKind::kRestore;
}

struct Change {
  int64_t sequence = 0;  // 1, 2, ...: the order of all changes.
  absl::Time time;
  std::string actor;
  ChangeKind kind = ChangeKind::kCreate;
  MemoryId memory_id;
  // Its name; "" if it is not known any more, and for tokens and roles, which
  // have no memory_id either.
  std::string memory;
  TranslationUnitId unit_id;  // Of units only, else 0.
  // Of the unit after the change; for kDelete its last.
  int64_t revision = 0;
  // Of units only: no `before` where it did not exist, no `after` where it
  // does not.
  std::optional<TranslationUnit> before;
  std::optional<TranslationUnit> after;
  std::optional<AccessChange> access;  // Of tokens and roles only.
};

// Which changes to list; what is 0 does not restrict.
struct ChangeFilter {
  int64_t after_sequence = 0;
  MemoryId memory_id;  // This memory and its units.
  TranslationUnitId unit_id;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_CHANGE_H_
