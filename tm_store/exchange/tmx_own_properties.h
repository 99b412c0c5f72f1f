// Properties by which our TMX files tell what TMX has no place for. Reading
// turns them back, so that writing and reading give an equal unit.
#ifndef TM_STORE_EXCHANGE_TMX_OWN_PROPERTIES_H_
#define TM_STORE_EXCHANGE_TMX_OWN_PROPERTIES_H_

#include <vector>

#include "tm_store/model/translation_unit.h"

namespace presstm {

// Holds the TMX attribute segtype of a unit, or of the header where that is
// not "sentence".
inline constexpr char kSegmentTypeProperty[] = "segtype";

// Sets contexts, origin, status, document and, where empty, the authors of a
// unit just read from what its properties say (see tmx_context.h and
// tmx_metadata.h). Our own properties say it first, and are taken out.
void ApplyProperties(TranslationUnit& unit);

// The properties to write in addition to those of `unit`, such that
// ApplyProperties restores its contexts, origin, status and document.
std::vector<Property> MakeOwnProperties(const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_OWN_PROPERTIES_H_
