// Matches for segments of documents, whose blanks at the ends are the
// document's: line breaks and indentation, mostly.
#ifndef CLIENT_DOCUMENT_MATCH_H_
#define CLIENT_DOCUMENT_MATCH_H_

#include <vector>

#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/exchange/document_segment.h"

namespace presstm {

// The scores of the matches of `response`, as ShownScore has them, but without
// the penalty for spacing where a match is `source` but for white space at the
// ends. Several of these with different translations keep it: none is right
// for sure.
std::vector<int> DocumentScores(const Segment& source,
                                const v1::LookupResponse& response);

// `target` with the white space at the ends that `source` has; that around
// inline codes is none.
Segment WithEndBlanksOf(const Segment& source, Segment target);

}  // namespace presstm

#endif  // CLIENT_DOCUMENT_MATCH_H_
