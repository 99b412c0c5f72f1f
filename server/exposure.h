// Who can reach a server, and how it knows them: in words.
#ifndef SERVER_EXPOSURE_H_
#define SERVER_EXPOSURE_H_

#include <string>

#include "server/server.h"

namespace presstm {

// What a server that is told to listen beyond this machine lacks for that:
// "without encryption and without a log-in"; "" if nothing, or if it stays on
// loopback. `options.listen` must be set; so below.
std::string FindExposure(const Server::Options& options);

// One line for the start.
std::string DescribeAccess(const Server::Options& options);

}  // namespace presstm

#endif  // SERVER_EXPOSURE_H_
