#include "tm_store/base/loopback.h"

#include <arpa/inet.h>

namespace presstm {

bool IsLoopbackHost(const std::string& host) {
  if (host == "localhost") return true;
  if (in_addr ipv4; inet_pton(AF_INET, host.c_str(), &ipv4) == 1) {
    return (ntohl(ipv4.s_addr) >> 24) == 127;
  }
  in6_addr ipv6;
  return inet_pton(AF_INET6, host.c_str(), &ipv6) == 1 &&
         IN6_IS_ADDR_LOOPBACK(&ipv6);
}

}  // namespace presstm
