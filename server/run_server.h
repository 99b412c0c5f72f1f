// The life of the presstm-server process.
#ifndef SERVER_RUN_SERVER_H_
#define SERVER_RUN_SERVER_H_

#include <optional>

#include "server/server.h"

namespace presstm {

// Starts a server, prints "presstm-server listening on HOST:PORT" to stdout
// when it is ready, which the service manager is told as well, logs who can
// reach it there, and serves until SIGTERM or SIGINT; running calls may then go
// on for 10 seconds. A second signal ends the process at once. Returns the exit
// code: 0, or 3 with a message on stderr if it could not start. Metrics are
// served at `metrics_address`, if given, from before the database is opened,
// and it says where on stdout as well. Call from the main thread, before others
// run.
int RunServer(const Server::Options& options,
              const std::optional<ListenAddress>& metrics_address);

}  // namespace presstm

#endif  // SERVER_RUN_SERVER_H_
