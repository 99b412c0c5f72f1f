// The segments of a document that is to be translated.
#ifndef TM_STORE_EXCHANGE_DOCUMENT_SEGMENT_H_
#define TM_STORE_EXCHANGE_DOCUMENT_SEGMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tm_store/model/segment.h"

namespace presstm {

// What may be done with a segment.
enum class SegmentState {
  kOpen,        // It has no translation.
  kTranslated,  // It has one, which stays.
  kLocked,      // Approved, final or locked: it is not to be touched.
  kProtected,   // Marked as not to be translated.
  kUnreadable,  // More than a memory can hold, or with an unknown entity.
};

// A value.
struct DocumentSegment {
  int64_t line = 0;  // Where its unit begins, from 1.
  // As the document says; "" where it does not.
  std::string source_language;
  std::string target_language;
  Segment source;  // Not blank.
  // Each code of `source` as it is written in the document.
  std::vector<std::string> markup;
  SegmentState state = SegmentState::kOpen;
  // The sources around it in the same file; "" at its ends.
  std::string previous_text;
  std::string next_text;
};

// A translation that a memory proposes for a segment.
struct Proposal {
  Segment source;
  Segment target;
  std::string source_language;
  std::string target_language;
  int score = 0;       // Percentage points, 1-102: 101 and 102 with context.
  std::string origin;  // Where it comes from: the memory.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DOCUMENT_SEGMENT_H_
