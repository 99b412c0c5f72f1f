// Passing an error on with the name of the field that was being converted.
#ifndef SERVER_CONVERTERS_ANNOTATED_H_
#define SERVER_CONVERTERS_ANNOTATED_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tm_store/base/error.h"

namespace presstm {

// Returns `value`. If it is InvalidArgument, the error's field name is put
// inside `field`, and so is its message if no field was named before. Other
// errors do not come from the value and stay as they are.
template <typename T>
absl::StatusOr<T> InField(absl::StatusOr<T> value, absl::string_view field) {
  if (!absl::IsInvalidArgument(value.status())) return value;
  const bool is_named = GetErrorField(value.status()).has_value();
  return Annotate(value.status(), is_named ? "" : absl::StrCat(field, ": "),
                  field);
}

// The name of an element: "codes[1]".
inline std::string ElementName(absl::string_view list, int index) {
  return absl::StrCat(list, "[", index, "]");
}

}  // namespace presstm

#endif  // SERVER_CONVERTERS_ANNOTATED_H_
