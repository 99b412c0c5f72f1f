// Changes of tokens and roles as JSON: the form in which the change log keeps
// them.
#ifndef TM_STORE_MODEL_ACCESS_JSON_H_
#define TM_STORE_MODEL_ACCESS_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/model/access.h"

namespace presstm {

// An object with "identity", and "token" or "memory" and "role". One line.
std::string AccessChangeToJson(const AccessChange& change);

// Reads what AccessChangeToJson wrote; unknown fields are passed over.
// DataLoss if it is no such object.
absl::StatusOr<AccessChange> AccessChangeFromJson(absl::string_view json);

}  // namespace presstm

#endif  // TM_STORE_MODEL_ACCESS_JSON_H_
