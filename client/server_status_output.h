// How the client shows what a server says of itself.
#ifndef CLIENT_SERVER_STATUS_OUTPUT_H_
#define CLIENT_SERVER_STATUS_OUTPUT_H_

#include <string>

#include "client/json_output.h"
#include "presstm/v1/server_status.pb.h"

namespace presstm {

// Lines, each with an end, that begin with the name of what they are about.
std::string ServerStatusToText(const v1::ServerStatus& status);

// Adds its keys to `json`. Times of calls are whole microseconds.
void AddServerStatus(const v1::ServerStatus& status, Json& json);

}  // namespace presstm

#endif  // CLIENT_SERVER_STATUS_OUTPUT_H_
