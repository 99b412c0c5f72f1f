// The request behind `presstm lookup`.
#ifndef CLIENT_LOOKUP_REQUEST_H_
#define CLIENT_LOOKUP_REQUEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/call_error.h"
#include "client/filter_options.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/base/limits.h"

namespace presstm {

// What the command line says.
struct LookupFlags {
  std::string text;
  std::string batch;  // A file of lines.
  std::string from;
  std::string to;
  std::vector<std::string> memories;
  int threshold = kDefaultThreshold;
  int limit = kDefaultLookupLimit;
  std::string previous;
  std::string next;
  std::string context_key;
  std::string document;
  bool exclude_exact = false;
  std::vector<std::string> preferred_properties;  // KEY=VALUE
  v1::RegionPreference region = v1::REGION_PREFERENCE_UNSPECIFIED;
  FilterFlags filter;
  std::vector<std::string> pivots;
  bool no_pivot = false;
};

// Whether the memory may be missing: the default one, not asked for by name.
bool IsImplicitMemory(const LookupFlags& flags);

// The file whose lines are the texts, "-" for standard input; nothing if the
// text is on the command line.
std::optional<std::string> InputOfLines(const LookupFlags& flags);

// The request but for its query. A UsageError for what is no UTF-8, or not
// of the form an option wants.
absl::StatusOr<v1::LookupRequest> MakeLookupRequest(const LookupFlags& flags);

// The options behind the request's fields, and behind those of a config for
// many queries.
std::vector<FieldOption> LookupOptions();
std::vector<FieldOption> LookupConfigOptions();

}  // namespace presstm

#endif  // CLIENT_LOOKUP_REQUEST_H_
