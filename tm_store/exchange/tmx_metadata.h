// What properties of a translation unit say about it beyond themselves, in
// the words of the tools that write them.
#ifndef TM_STORE_EXCHANGE_TMX_METADATA_H_
#define TM_STORE_EXCHANGE_TMX_METADATA_H_

#include <string>

#include "tm_store/model/translation_unit.h"

namespace presstm {

// The facts below, as far as properties tell them.
struct TmxMetadata {
  // From "aligned", "x-Origin", "origin", "tmgr:MTflag", "x-mt" or the author
  // "MT!"; kImported where nothing is said.
  Origin origin = Origin::kImported;
  // From "x-ConfirmationLevel" and "reviewed"; else kUnspecified.
  TranslationStatus status = TranslationStatus::kUnspecified;
  // From "file", "tmgr:docname", "x-document" or "filename".
  std::string document;
  // From "created_by" and "modified_by"; "x-LastUsedBy" is nobody's.
  std::string created_by;
  std::string changed_by;
};

// Reads the properties of the unit and of its variants; the first that says
// something counts. Names are compared without regard to case.
TmxMetadata MetadataFromProperties(const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_METADATA_H_
