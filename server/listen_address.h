// Addresses to listen on: "127.0.0.1:7411", "[::1]:7411", "localhost:0".
#ifndef SERVER_LISTEN_ADDRESS_H_
#define SERVER_LISTEN_ADDRESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

struct ListenAddress {
  std::string host;  // IPv6 without its brackets.
  int port = 0;      // 0 = any that is free.
};

// InvalidArgument if it is not HOST:PORT with a port in 0-65535.
absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text);

// The form gRPC takes, IPv6 in brackets.
std::string ToString(const ListenAddress& address);

// Whether only this machine can reach it: see IsLoopbackHost.
bool IsLoopback(const ListenAddress& address);

}  // namespace presstm

#endif  // SERVER_LISTEN_ADDRESS_H_
