// What may be written; everything else is refused with the name of
// the field at fault, in proto notation.
#ifndef TM_STORE_VALIDATION_H_
#define TM_STORE_VALIDATION_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// All return InvalidArgument with a reason and a field.

// 1-63 lower-case letters, digits and hyphens, from a letter to a letter or
// digit.
absl::Status ValidateMemoryName(absl::string_view name);
absl::Status ValidateMemory(const Memory& memory);

// At least one variant; each with a known language and a segment that is
// valid UTF-8, not blank and within base/limits.h; its codes in order and on
// code point boundaries.
absl::Status ValidateUnit(const TranslationUnit& unit);

}  // namespace presstm

#endif  // TM_STORE_VALIDATION_H_
