// Look-ups: requests and matches.
#ifndef SERVER_CONVERTERS_LOOKUP_CONVERTER_H_
#define SERVER_CONVERTERS_LOOKUP_CONVERTER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/model/match.h"

namespace presstm {

// Puts in the defaults and caps the limit. InvalidArgument names the field if
// a memory's name has the wrong form or occurs twice, the limit is negative,
// a penalty setting is not in 0-100, or an
// enum or a time is not known. The rest is checked by the library.
absl::StatusOr<LookupRequest> FromProto(const v1::LookupRequest& proto);

// The same without query and context, which stay empty, and those alone.
absl::StatusOr<LookupRequest> SettingsFromProto(const v1::LookupRequest& proto);
absl::StatusOr<LookupQuery> FromProto(const v1::LookupQuery& proto);

// InvalidArgument names the field of an unknown origin or time.
absl::StatusOr<LookupFilter> FromProto(const v1::LookupFilter& proto);

// `query_text` is the request's: the offsets of the differences lie in it.
v1::LookupResponse ToProto(const LookupResponse& response,
                           absl::string_view query_text);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_LOOKUP_CONVERTER_H_
