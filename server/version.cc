#include "server/version.h"

namespace presstm {

absl::string_view ServerVersion() { return PRESSTM_VERSION; }

}  // namespace presstm
