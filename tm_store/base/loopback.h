// Addresses that do not leave this machine.
#ifndef TM_STORE_BASE_LOOPBACK_H_
#define TM_STORE_BASE_LOOPBACK_H_

#include <string>

namespace presstm {

// Whether only this machine is reached at `host`: "localhost", 127.0.0.0/8,
// ::1 (without brackets). Other host names are not looked up.
bool IsLoopbackHost(const std::string& host);

}  // namespace presstm

#endif  // TM_STORE_BASE_LOOPBACK_H_
