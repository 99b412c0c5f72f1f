// When two translation units are the same translation, and what becomes of
// them then. Pure functions; no database.
#ifndef TM_STORE_STORAGE_MERGE_H_
#define TM_STORE_STORAGE_MERGE_H_

#include "tm_store/model/translation_unit.h"

namespace presstm {

// In this file two variants are in the same language if their tags have one
// Language::key and do not name two different regions ("zh-CN" and "zh", "en"
// and "en-GB"; not "en-US" and "en-GB"). Segments are equal if their texts and
// inline codes are.

// Whether `incoming` says what `stored` says: its source segment is a segment
// of `stored` (whatever the direction there), at least one other language is
// in both, and in every language that is in both the segments are equal (as
// multisets). Units without any other language are the same if that holds for
// both. Languages that only one of the two has do not matter.
bool IsSameTranslation(const TranslationUnit& stored,
                       const TranslationUnit& incoming);

// Returns `stored` with what `incoming`, the same translation, adds to it:
// variants in new languages; properties, notes and contexts it does not have
// (up to base/limits.h); document, external id, origin and status where empty;
// the higher usage count, the later use; the earlier creation and the later
// change, each with its author. Idempotent: merging `incoming` once more
// changes nothing. Id, memory and revision are those of `stored`.
TranslationUnit MergeUnits(TranslationUnit stored,
                           const TranslationUnit& incoming);

// Whether `stored` has the source segment of `incoming` and a variant in one
// of its other languages: then, unless they are the same translation, it
// translates the segment differently.
bool SharesSourceAndTarget(const TranslationUnit& stored,
                           const TranslationUnit& incoming);

// Returns `incoming` in the place of `stored`: with its id, memory, revision
// and creation, its contexts (the source still stands there), its variants in
// languages that `incoming` lacks, and its document and external id where
// `incoming` has none.
TranslationUnit ReplaceUnit(const TranslationUnit& stored,
                            TranslationUnit incoming);

// Returns `stored` without its variants in the languages of `incoming`, the
// source's excepted. Nothing but the source may be left.
TranslationUnit RemoveSharedTargets(TranslationUnit stored,
                                    const TranslationUnit& incoming);

// Whether all variants are in the language of the source of `incoming`.
bool HasOnlySourceLanguage(const TranslationUnit& unit,
                           const TranslationUnit& incoming);

}  // namespace presstm

#endif  // TM_STORE_STORAGE_MERGE_H_
