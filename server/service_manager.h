// What the service manager (systemd) is told of the server's life, if one has
// started it with a socket for that (Type=notify); else nothing happens.
#ifndef SERVER_SERVICE_MANAGER_H_
#define SERVER_SERVICE_MANAGER_H_

#include "absl/strings/string_view.h"

namespace presstm {

// All thread-safe.

// The database is being opened and its index built.
void ReportLoading();
// Calls are taken at `address`.
void ReportReady(absl::string_view address);
// The server ends, on a signal.
void ReportStopping();

}  // namespace presstm

#endif  // SERVER_SERVICE_MANAGER_H_
