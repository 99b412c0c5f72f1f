// Bounds on what comes from outside, in one place.
#ifndef TM_STORE_BASE_LIMITS_H_
#define TM_STORE_BASE_LIMITS_H_

#include <cstddef>

namespace presstm {

// One segment's text in bytes of UTF-8: some 21,000 Chinese characters, far
// above any sentence, and small enough that comparing two stays in the tens
// of milliseconds.
inline constexpr size_t kMaxSegmentBytes = 64 * 1024;

// Inline codes in one segment, and the bytes of one code's original content.
inline constexpr size_t kMaxInlineCodes = 10'000;
inline constexpr size_t kMaxInlineCodeBytes = 64 * 1024;

// Variants, properties, notes and contexts of one translation unit.
inline constexpr size_t kMaxVariants = 1'000;
inline constexpr size_t kMaxProperties = 5'000;
inline constexpr size_t kMaxNotes = 1'000;
inline constexpr size_t kMaxContexts = 5'000;

// Bytes of a property value, a note, a document name or another short text.
inline constexpr size_t kMaxMetadataBytes = 64 * 1024;

// Characters of a memory's id (after conventions of AIP-122).
inline constexpr size_t kMaxMemoryIdLength = 63;

// Translation units in one batch call.
inline constexpr size_t kMaxBatchSize = 1'000;

// Matches in one look-up: used where none is asked for, and the most.
inline constexpr int kDefaultLookupLimit = 5;
inline constexpr int kMaxLookupLimit = 100;

// Queries in one batch or in one message of a stream.
inline constexpr size_t kMaxLookupQueries = 1'000;

// Values of one part of a look-up's filter, and languages it may pivot
// through: each costs a search of its own.
inline constexpr size_t kMaxFilterValues = 1'000;
inline constexpr size_t kMaxPivotLanguages = 8;

// Lowest score shown where no threshold is asked for, in percentage points.
inline constexpr int kDefaultThreshold = 70;

// The text of a concordance search in bytes of UTF-8: some 340 Chinese
// characters or Hangul syllables.
inline constexpr size_t kMaxConcordanceBytes = 1024;

// Rows of one page: used where none is asked for, and the most.
inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1'000;

// Elements inside each other in a TMX file.
inline constexpr int kMaxXmlDepth = 100;

}  // namespace presstm

#endif  // TM_STORE_BASE_LIMITS_H_
