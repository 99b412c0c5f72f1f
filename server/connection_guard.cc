#include "server/connection_guard.h"

#include <netdb.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "server/log.h"

namespace presstm {
namespace {

constexpr rlim_t kMostDescriptors = 65'536;
// Connections leave so many to everything else, or a quarter if those are few.
constexpr rlim_t kReservedDescriptors = 128;

constexpr char kReason[] = "TOO_MANY_CONNECTIONS";

// Descriptors from this number on are not for connections. The lowest free
// number is given out first, so numbers tell how many there are.
int FirstReserved() {
  rlimit limit = {.rlim_cur = kMostDescriptors, .rlim_max = kMostDescriptors};
  getrlimit(RLIMIT_NOFILE, &limit);  // If it fails, there is still ours.
  const rlim_t most = std::min(limit.rlim_cur, kMostDescriptors);
  return static_cast<int>(most - std::min(kReservedDescriptors, most / 4));
}

// As gRPC writes a peer.
std::string Describe(const sockaddr_storage& address, socklen_t size) {
  char host[NI_MAXHOST];
  char port[NI_MAXSERV];
  if (getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host,
                  sizeof(host), port, sizeof(port),
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "unknown";
  }
  absl::string_view name = host;
  absl::ConsumePrefix(&name, "::ffff:");
  return absl::StrContains(name, ':') ? absl::StrCat("ipv6:[", name, "]:", port)
                                      : absl::StrCat("ipv4:", name, ":", port);
}

void Refuse(int connection) {
  sockaddr_storage address = {};
  socklen_t size = sizeof(address);
  const bool is_known =
      getpeername(connection, reinterpret_cast<sockaddr*>(&address), &size) ==
      0;
  close(connection);
  LogRefusal(kReason, is_known ? Describe(address, size) : "unknown");
}

}  // namespace

void RaiseDescriptorLimit() {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = std::min(limit.rlim_max, kMostDescriptors);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace presstm

extern "C" int accept4(int listener, sockaddr* address, socklen_t* size,
                       int flags) {
  while (true) {
    // Lengths come back changed; each try begins with the caller's.
    socklen_t given = size != nullptr ? *size : 0;
    const int connection =
        static_cast<int>(syscall(SYS_accept4, listener, address,
                                 size != nullptr ? &given : nullptr, flags));
    if (connection >= presstm::FirstReserved()) {
      presstm::Refuse(connection);
      continue;
    }
    if (connection >= 0) {
      if (size != nullptr) *size = given;
    } else if (errno == EMFILE || errno == ENFILE) {
      presstm::LogRefusal(presstm::kReason, "unknown");
      // It waits in the kernel until the next one comes.
      errno = EAGAIN;
    }
    return connection;
  }
}
