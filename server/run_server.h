// The life of the presstm-server process.
#ifndef SERVER_RUN_SERVER_H_
#define SERVER_RUN_SERVER_H_

#include <string>

#include "server/server.h"

namespace presstm {

// Starts a server, prints "presstm-server listening on HOST:PORT" to stdout
// when it is ready, which the service manager is told as well, and serves until
// SIGTERM or SIGINT; running calls may then go on for 10 seconds. A second
// signal ends the process at once. Returns the exit code: 0, or 3 with a
// message on stderr if it could not start. Call from the main thread, before
// others run.
int RunServer(const Server::Options& options);

}  // namespace presstm

#endif  // SERVER_RUN_SERVER_H_
