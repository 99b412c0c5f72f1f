// When and by whom a unit was made and changed.
#ifndef TM_STORE_STORAGE_UNIT_STAMP_H_
#define TM_STORE_STORAGE_UNIT_STAMP_H_

#include <string>

#include "absl/time/time.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Fills in when and by whom. A time that is given stays, with its author even
// if that is unknown; one time alone stands for both.
void StampNew(absl::Time now, const std::string& actor, TranslationUnit& unit);

// Makes `unit` a change of `stored` that happens now, unless it says when.
void StampChange(absl::Time now, const std::string& actor,
                 const TranslationUnit& stored, TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_STAMP_H_
