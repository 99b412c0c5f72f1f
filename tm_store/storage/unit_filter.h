// What a listing of units asks for and gets.
#ifndef TM_STORE_STORAGE_UNIT_FILTER_H_
#define TM_STORE_STORAGE_UNIT_FILTER_H_

#include <string>
#include <vector>

#include "tm_store/model/translation_unit.h"

namespace presstm {

// Restricts a listing. Empty fields do not restrict.
struct UnitFilter {
  std::string language;  // Units with a variant in it, BCP-47.
  std::string document;  // Units of this document.
  std::string text;      // Units with this in some variant's text, as is.
};

// A part of a listing that does not end at what cannot be read.
struct UnitPage {
  std::vector<TranslationUnit> units;
  // Between the units, by id. Of a unit that cannot be read it may not be
  // known whether the filter lets it pass: then it is here.
  std::vector<TranslationUnitId> unreadable;
  // Where the next page begins: the last unit looked at.
  TranslationUnitId last;
  bool is_at_end = false;
  // Whether damage was met, be it of an index only.
  bool is_damaged = false;
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_UNIT_FILTER_H_
