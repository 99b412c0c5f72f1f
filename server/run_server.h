// The life of the presstm-server process.
#ifndef SERVER_RUN_SERVER_H_
#define SERVER_RUN_SERVER_H_

#include <optional>

#include "server/server.h"

namespace presstm {

// Where a server is asked over HTTP, besides gRPC.
struct HttpOptions {
  ListenAddress listen;
  std::string memory;  // See HttpService::Options.
  bool allows_anonymous_writes = false;
};

struct SideListeners {
  std::optional<ListenAddress> metrics;
  std::optional<HttpOptions> http;
};

// Starts a server, prints "presstm-server listening on HOST:PORT" to stdout
// when it is ready, which the service manager is told as well, logs who can
// reach it there, and serves until SIGTERM or SIGINT; running calls may then go
// on for 10 seconds. A second signal ends the process at once. Returns the exit
// code: 0, or 3 with a message on stderr if it could not start. `others` answer
// from before the database is opened, if there are any, and it says where on
// stdout as well. Call from the main thread, before others run.
int RunServer(const Server::Options& options, const SideListeners& others);

}  // namespace presstm

#endif  // SERVER_RUN_SERVER_H_
