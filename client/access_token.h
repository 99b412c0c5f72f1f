// What the client proves itself with to a server.
#ifndef CLIENT_ACCESS_TOKEN_H_
#define CLIENT_ACCESS_TOKEN_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/session.h"

namespace presstm {

// Reads the token in a file, without the line end. A UsageError if it cannot
// be read or holds none; no error ever shows what it holds.
absl::StatusOr<std::string> ReadTokenFile(const std::string& path);

// A UsageError if `options.token` is no token, or would go over the network
// for all to read: to another machine without TLS. That is for `is_allowed` to
// allow.
absl::Status CheckToken(const GlobalOptions& options, bool is_allowed);

}  // namespace presstm

#endif  // CLIENT_ACCESS_TOKEN_H_
