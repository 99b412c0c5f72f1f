// Segments of the library as the API's messages.
#ifndef CLIENT_SEGMENT_MESSAGE_H_
#define CLIENT_SEGMENT_MESSAGE_H_

#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/exchange/document_segment.h"

namespace presstm {

// The other way than VariantValue of client/unit_value.h.
v1::Segment SegmentMessage(const Segment& segment);

}  // namespace presstm

#endif  // CLIENT_SEGMENT_MESSAGE_H_
