// What a concordance search asks and what it answers.
#ifndef TM_STORE_MODEL_CONCORDANCE_H_
#define TM_STORE_MODEL_CONCORDANCE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tm_store/base/byte_span.h"
#include "tm_store/base/limits.h"
#include "tm_store/model/ids.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Where a hit stands in the order: the key of pages. Whole words come before
// words that go on, shorter segments before longer ones, newer units before
// older ones, earlier variants before later ones.
struct ConcordanceKey {
  bool is_whole = false;
  int32_t length_characters = 0;
  TranslationUnitId unit;
  int32_t variant = 0;
  friend bool operator==(const ConcordanceKey&,
                         const ConcordanceKey&) = default;
};

struct ConcordanceRequest {
  std::string text;      // 1-kMaxConcordanceBytes bytes, not blank.
  std::string language;  // Of the segments searched, BCP-47.
  // Only units that have another variant in each of these.
  std::vector<std::string> other_languages;
  std::vector<std::string> memories;  // Their names; at least one.
  int limit = kDefaultPageSize;       // Most hits, 1-kMaxPageSize.
  std::optional<ConcordanceKey> after;
};

// A segment that contains the text.
struct ConcordanceHit {
  ConcordanceKey key;
  std::string memory_name;
  TranslationUnit unit;
  size_t variant_position = 0;  // In unit.variants: whose segment it is.
  // Where the text stands in that segment's text: at least one place, in
  // order, without overlaps.
  std::vector<ByteSpan> spans;
};

struct ConcordanceResponse {
  std::vector<ConcordanceHit> hits;  // In order.
  // What to go on after; nothing at the end. There may be one where there are
  // fewer hits than asked for.
  std::optional<ConcordanceKey> next;
};

}  // namespace presstm

#endif  // TM_STORE_MODEL_CONCORDANCE_H_
