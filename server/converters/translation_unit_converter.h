// Translation units and their parts.
#ifndef SERVER_CONVERTERS_TRANSLATION_UNIT_CONVERTER_H_
#define SERVER_CONVERTERS_TRANSLATION_UNIT_CONVERTER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/model/quality.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// `memory` is the name of the memory the unit is in: it becomes part of the
// resource name.
v1::TranslationUnit ToProto(const TranslationUnit& unit,
                            absl::string_view memory);
v1::Variant ToProto(const Variant& variant);
// About `unit`.
v1::QualityWarning ToProto(const QualityWarning& warning,
                           const TranslationUnit& unit);

std::vector<Property> PropertiesFromProto(
    const google::protobuf::RepeatedPtrField<v1::Property>& proto);

// Converts all but name and etag. InvalidArgument names the field inside the
// unit: "variants[0].segment.codes[1].kind".
absl::StatusOr<TranslationUnit> FromProto(const v1::TranslationUnit& proto);

// The etag of a unit's stored state, and the revision in one: 0, which stands
// for any, for ""; -1, which no unit has, if it is not an etag.
std::string EtagFromRevision(int64_t revision);
int64_t RevisionFromEtag(absl::string_view etag);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_TRANSLATION_UNIT_CONVERTER_H_
