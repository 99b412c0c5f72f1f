// Small files, read at once.
#ifndef TM_STORE_BASE_WHOLE_FILE_H_
#define TM_STORE_BASE_WHOLE_FILE_H_

#include <string>

#include "absl/status/statusor.h"

namespace presstm {

// InvalidArgument, whose message begins with the path, if it cannot be read or
// has more than 1 MiB.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path);

}  // namespace presstm

#endif  // TM_STORE_BASE_WHOLE_FILE_H_
