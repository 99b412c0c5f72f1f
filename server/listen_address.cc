#include "server/listen_address.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tm_store/base/error.h"
#include "tm_store/base/loopback.h"

namespace presstm {

absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text) {
  const size_t colon = text.rfind(':');
  ListenAddress address;
  if (colon != absl::string_view::npos) {
    absl::string_view host = text.substr(0, colon);
    const bool in_brackets =
        absl::ConsumePrefix(&host, "[") && absl::ConsumeSuffix(&host, "]");
    const bool is_bare_ipv6 =
        !in_brackets && host.find(':') != absl::string_view::npos;
    address.host = std::string(host);
    if (!host.empty() && !is_bare_ipv6 &&
        absl::SimpleAtoi(text.substr(colon + 1), &address.port) &&
        address.port >= 0 && address.port <= 65535) {
      return address;
    }
  }
  return InvalidArgument(
      ErrorReason::kInvalidArgument,
      absl::StrCat("\"", text, "\" is not HOST:PORT, as in 127.0.0.1:7411"));
}

std::string ToString(const ListenAddress& address) {
  if (address.host.find(':') == std::string::npos) {
    return absl::StrCat(address.host, ":", address.port);
  }
  return absl::StrCat("[", address.host, "]:", address.port);
}

bool IsLoopback(const ListenAddress& address) {
  return IsLoopbackHost(address.host);
}

}  // namespace presstm
