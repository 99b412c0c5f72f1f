// Segments with their inline codes.
#ifndef SERVER_CONVERTERS_SEGMENT_CONVERTER_H_
#define SERVER_CONVERTERS_SEGMENT_CONVERTER_H_

#include "absl/status/statusor.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/model/segment.h"

namespace presstm {

v1::Segment ToProto(const Segment& segment);

// Numbers the codes anew. InvalidArgument names the field inside the segment
// ("codes[1].kind") if a code has an unknown kind or element, XML content that
// is not well-formed, or a position outside the text or before that of the
// code it follows. What the text may be is checked by the library.
absl::StatusOr<Segment> FromProto(const v1::Segment& proto);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_SEGMENT_CONVERTER_H_
