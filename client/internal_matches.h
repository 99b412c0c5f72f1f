// Which segments of documents resemble earlier ones of the same documents.
#ifndef CLIENT_INTERNAL_MATCHES_H_
#define CLIENT_INTERNAL_MATCHES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tm_store/exchange/document_segment.h"

namespace presstm {

struct InternalSegment {
  std::string language;
  Segment segment;
};

// For each segment the best score that an earlier one in the same language
// would be proposed with, 0 if it is below `threshold`. No two are identical.
// Asks a memory made of the segments, in a temporary file, so that scores are
// those of all memories.
absl::StatusOr<std::vector<int>> FindInternalMatches(
    const std::vector<InternalSegment>& segments, int threshold);

}  // namespace presstm

#endif  // CLIENT_INTERNAL_MATCHES_H_
