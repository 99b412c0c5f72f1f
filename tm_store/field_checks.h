// Checks that the fields of units and of look-ups have in common.
#ifndef TM_STORE_FIELD_CHECKS_H_
#define TM_STORE_FIELD_CHECKS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/segment.h"

namespace presstm {

// All return InvalidArgument with a reason and `field`, in proto notation.

// "1001 notes; at most 1000 are allowed".
absl::Status CheckCount(size_t count, size_t most, absl::string_view what,
                        absl::string_view field);

// Whether XML can hold `text`, which is valid UTF-8: no control characters but
// tabs and line ends, no U+FFFE and U+FFFF.
absl::Status CheckCharacters(absl::string_view text, absl::string_view field);

// A short text: valid UTF-8 of at most kMaxMetadataBytes that XML can hold.
absl::Status CheckMetadata(absl::string_view text, absl::string_view field);

// "the limit is 0; give 1 to 100".
absl::Status CheckRange(int value, int least, int most, absl::string_view what,
                        absl::string_view field);

// The field inside the segment, "text" or "codes[1]", is set by this.
absl::Status CheckSegment(const Segment& segment);

absl::Status CheckLanguage(absl::string_view tag, absl::string_view field);

}  // namespace presstm

#endif  // TM_STORE_FIELD_CHECKS_H_
