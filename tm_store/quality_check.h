// Looks for slips in translations: a hint for people, never a reason to refuse.
#ifndef TM_STORE_QUALITY_CHECK_H_
#define TM_STORE_QUALITY_CHECK_H_

#include <vector>

#include "tm_store/model/quality.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Compares the unit's source with its variants in other languages: numbers that
// they lack, inline codes without counterpart, a text left as it was, a text in
// a script that is not its language's. In the order of the variants. Pure.
std::vector<QualityWarning> CheckQuality(const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_QUALITY_CHECK_H_
