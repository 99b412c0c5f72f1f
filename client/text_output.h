// The API's messages as text for people, on stdout.
#ifndef CLIENT_TEXT_OUTPUT_H_
#define CLIENT_TEXT_OUTPUT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

void PrintMemory(const v1::Memory& memory);
void PrintUnit(const v1::TranslationUnit& unit);
// What may be wrong with a unit that was just written; to stderr.
void PrintWarnings(const v1::TranslationUnit& unit);

// Prints a match of `query`, differences marked, or all, best first.
void PrintMatch(absl::string_view query, const v1::Match& match, bool color);
void PrintMatches(absl::string_view query, const v1::LookupResponse& response,
                  bool color);

// The score as translators know it: 102 for a double context match, 101 for
// one context, unless points were taken off.
int ShownScore(const v1::Match& match);

}  // namespace presstm

#endif  // CLIENT_TEXT_OUTPUT_H_
