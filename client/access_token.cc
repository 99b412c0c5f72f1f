#include "client/access_token.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/call_error.h"
#include "tm_store/base/loopback.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/base/whole_file.h"

namespace presstm {
namespace {

// More is no token, and may not go into a call.
constexpr size_t kMaxTokenBytes = 1'000;

bool IsToken(absl::string_view text) {
  return text.size() <= kMaxTokenBytes &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isgraph(c); });
}

// "[::1]:7411" gives "::1".
std::string HostOf(absl::string_view server) {
  absl::string_view host = server.substr(0, server.rfind(':'));
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  return std::string(host);
}

}  // namespace

absl::StatusOr<std::string> ReadTokenFile(const std::string& path) {
  const absl::StatusOr<std::string> content = ReadWholeFile(path);
  if (!content.ok()) {
    return UsageError(
        absl::StrCat("--token-file: ", content.status().message()));
  }
  const absl::string_view token = absl::StripAsciiWhitespace(*content);
  if (token.empty() || !IsToken(token)) {
    return UsageError(absl::StrCat("--token-file: ", path,
                                   ": does not hold a token and nothing else"));
  }
  return std::string(token);
}

absl::Status CheckToken(const GlobalOptions& options, bool is_allowed) {
  if (options.token.empty() || !options.db.empty()) return absl::OkStatus();
  if (!IsToken(options.token)) {
    return UsageError("--token: this is not a token, which has no spaces");
  }
  if (options.tls.enabled || is_allowed ||
      IsLoopbackHost(HostOf(options.server))) {
    return absl::OkStatus();
  }
  return WithHint(
      UsageError(absl::StrCat("the token is not sent to ", options.server,
                              " without encryption: others could read it on "
                              "the way")),
      "give --tls or --tls-ca FILE, or --insecure if the network is trusted");
}

}  // namespace presstm
