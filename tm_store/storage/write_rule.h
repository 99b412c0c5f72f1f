// What a write rule makes of a unit whose source is stored with another
// target. Pure; no database.
#ifndef TM_STORE_STORAGE_WRITE_RULE_H_
#define TM_STORE_STORAGE_WRITE_RULE_H_

#include <vector>

#include "absl/time/time.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// What is to be done, in this order.
struct WritePlan {
  // Stored units that change or go because of the incoming one.
  std::vector<TranslationUnit> updates;
  std::vector<TranslationUnit> deletions;
  // kAdded: `unit` is new. kReplaced: it takes the place of the stored one
  // with its id. kSkipped: it is the stored one that stays.
  WriteOutcome outcome = WriteOutcome::kAdded;
  TranslationUnit unit;
};

// Applies `rule` (not kUnspecified) to `incoming`. `others` are the stored
// units that share its source segment and are not the same translation. Only
// those that also have a variant in one of its other languages stand in its
// way; where none does, it is added. Of several the newest by change time,
// then by id, counts:
// - kKeepAll adds.
// - kReplaceSameSource replaces the newest in place (see ReplaceUnit) and
//   deletes the others, which only lose the targets of `incoming` if they
//   have further languages.
// - kReplaceSameSourceAndContext does so with units that share a context with
//   `incoming`, or have none if it has none. One that was also seen elsewhere
//   stays for there and only loses the shared contexts.
// - kKeepNewest does as kReplaceSameSource if `incoming` was changed later
//   than the newest, else skips; it was at `undated` if it does not say when.
// - kSkipExisting skips.
WritePlan PlanWrite(TranslationUnit incoming, WriteRule rule,
                    std::vector<TranslationUnit> others,
                    absl::Time undated = absl::InfinitePast());

}  // namespace presstm

#endif  // TM_STORE_STORAGE_WRITE_RULE_H_
