// Translation units of the API's messages as the library's values, for what
// the library writes.
#ifndef CLIENT_UNIT_VALUE_H_
#define CLIENT_UNIT_VALUE_H_

#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/exchange/json_fields.h"

namespace presstm {

// Without id, memory and revision. Values of enumerations that a later server
// may send are unspecified here.
TranslationUnit UnitValue(const v1::TranslationUnit& message);
Variant VariantValue(const v1::Variant& message);

}  // namespace presstm

#endif  // CLIENT_UNIT_VALUE_H_
