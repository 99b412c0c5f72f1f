// Segments as content of TMX <seg> elements.
#ifndef TM_STORE_EXCHANGE_TMX_SEGMENT_WRITER_H_
#define TM_STORE_EXCHANGE_TMX_SEGMENT_WRITER_H_

#include <string>

#include "tm_store/model/segment.h"

namespace presstm {

// Appends `segment` as TMX 1.4b. Codes go back to the elements they came
// from; those of TmxElement::kNone become bpt and ept where open and close
// pair, else it, or ph. Always well-formed: a hi without its other end is
// written as it, content that is no XML fragment is escaped, positions beyond
// the text mean its end.
void AppendTmxSegment(const Segment& segment, std::string& out);

// Returns `segment` as far as kinds, numbers and `i` of its codes change on the
// way through AppendTmxSegment and TmxSegmentBuilder: a code written as `it`,
// its other end missing, is standalone.
Segment TmxSegmentReadBack(Segment segment);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_SEGMENT_WRITER_H_
