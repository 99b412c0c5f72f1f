// The API's messages as JSON for programs. Keys are in the documented order;
// those whose value is empty or unknown are left out unless noted. Offsets
// count Unicode code points, ends are not included.
#ifndef CLIENT_JSON_OUTPUT_H_
#define CLIENT_JSON_OUTPUT_H_

#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/exchange/json_fields.h"

namespace presstm {

Json MemoryToJson(const v1::Memory& memory);
// What JSON Lines have of a unit, between its id and memory and its etag.
Json UnitToJson(const v1::TranslationUnit& unit);
Json WarningToJson(const v1::QualityWarning& warning);
// All of score, type, source, target, penalties, memory, id are always there.
Json MatchToJson(const v1::Match& match);
// One object for each of sequence, time, kind; before and after as units.
Json ChangeToJson(const v1::Change& change);
Json LookupToJson(const v1::LookupResponse& response);
Json ProblemToJson(const v1::ImportProblem& problem);

// Writes `json` to stdout as one line.
void PrintJson(const Json& json);

}  // namespace presstm

#endif  // CLIENT_JSON_OUTPUT_H_
