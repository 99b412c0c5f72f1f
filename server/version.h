#ifndef SERVER_VERSION_H_
#define SERVER_VERSION_H_

#include "absl/strings/string_view.h"

namespace presstm {

// "1.2.3": that of the project.
absl::string_view ServerVersion();

}  // namespace presstm

#endif  // SERVER_VERSION_H_
