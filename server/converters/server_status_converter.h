// From metrics to the server's status in the API.
#ifndef SERVER_CONVERTERS_SERVER_STATUS_CONVERTER_H_
#define SERVER_CONVERTERS_SERVER_STATUS_CONVERTER_H_

#include "presstm/v1/server_status.pb.h"
#include "server/metrics.h"

namespace presstm {

v1::ServerStatus ToServerStatus(const Metrics& metrics);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_SERVER_STATUS_CONVERTER_H_
