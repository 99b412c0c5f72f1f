// Hits of a concordance, for people and for programs.
#ifndef CLIENT_CONCORDANCE_OUTPUT_H_
#define CLIENT_CONCORDANCE_OUTPUT_H_

#include <string>
#include <vector>

#include "client/json_output.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// Prints the hit's segment, the text marked in it, and below it the unit's
// other variants in `shown` languages, or all of them if `shown` is empty.
void PrintHit(const v1::ConcordanceHit& hit,
              const std::vector<std::string>& shown, bool color);

// The unit as UnitToJson gives it, with, after "id" and "memory", "language"
// and "text" of the segment found and "spans", where the text stands in it:
// pairs of code points, [[3, 6]]. All of these are always there.
Json HitToJson(const v1::ConcordanceHit& hit);

}  // namespace presstm

#endif  // CLIENT_CONCORDANCE_OUTPUT_H_
