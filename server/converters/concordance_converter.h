// Concordances: requests, hits and the places of pages.
#ifndef SERVER_CONVERTERS_CONCORDANCE_CONVERTER_H_
#define SERVER_CONVERTERS_CONCORDANCE_CONVERTER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/model/concordance.h"

namespace presstm {

// Converts all but page_size and page_token. InvalidArgument names the field
// if a memory's name has the wrong form or occurs twice. The rest is checked
// by the library.
absl::StatusOr<ConcordanceRequest> FromProto(
    const v1::SearchConcordanceRequest& proto);

v1::ConcordanceHit ToProto(const ConcordanceHit& hit);

// A key as the position in a page token, and back: InvalidArgument with
// page_token as the field if it is not one.
std::string ToPagePosition(const ConcordanceKey& key);
absl::StatusOr<ConcordanceKey> FromPagePosition(absl::string_view position);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_CONCORDANCE_CONVERTER_H_
