// Whether what a file holds as text is text.
#ifndef TM_STORE_STORAGE_UNIT_TEXTS_H_
#define TM_STORE_STORAGE_UNIT_TEXTS_H_

#include "tm_store/model/translation_unit.h"

namespace presstm {

// Whether all strings of the unit are UTF-8. SQLite stores any bytes as text,
// so one that was changed on the disk is found here.
bool HasValidTexts(const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_TEXTS_H_
