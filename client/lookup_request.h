// The request behind `presstm lookup`.
#ifndef CLIENT_LOOKUP_REQUEST_H_
#define CLIENT_LOOKUP_REQUEST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/call_error.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/base/limits.h"

namespace presstm {

// What the command line says.
struct LookupFlags {
  std::string text;
  std::string from;
  std::string to;
  std::vector<std::string> memories;
  int threshold = kDefaultThreshold;
  int limit = kDefaultLookupLimit;
  std::string previous;
  std::string next;
  std::string context_key;
  std::string document;
};

// Whether the memory may be missing: the default one, not asked for by name.
bool IsImplicitMemory(const LookupFlags& flags);

// Whether the texts come from standard input, line by line.
bool ReadsStdin(const LookupFlags& flags);

// The request but for its query. A UsageError for what is no UTF-8 or no
// NAME[:POINTS].
absl::StatusOr<v1::LookupRequest> MakeLookupRequest(const LookupFlags& flags);

// The options behind the request's fields.
std::vector<FieldOption> LookupOptions(const LookupFlags& flags);

}  // namespace presstm

#endif  // CLIENT_LOOKUP_REQUEST_H_
