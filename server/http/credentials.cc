#include "server/http/credentials.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

constexpr absl::string_view kBearer = "Bearer ";
constexpr absl::string_view kBasic = "Basic ";

bool TakeScheme(absl::string_view scheme, absl::string_view& header) {
  if (!absl::StartsWithIgnoreCase(header, scheme)) return false;
  header = absl::StripAsciiWhitespace(header.substr(scheme.size()));
  return true;
}

// gRPC ends the process at metadata that HTTP/2 cannot carry.
std::string BearerOf(absl::string_view token) {
  const bool can_be_sent =
      !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
        return absl::ascii_isgraph(static_cast<unsigned char>(c));
      });
  return absl::StrCat(kBearer, can_be_sent ? token : "unreadable");
}

}  // namespace

HttpCredentials ReadCredentials(absl::string_view authorization) {
  absl::string_view rest = absl::StripAsciiWhitespace(authorization);
  if (rest.empty()) return {};
  if (TakeScheme(kBearer, rest)) return {.authorization = BearerOf(rest)};
  std::string decoded;
  if (!TakeScheme(kBasic, rest) || !absl::Base64Unescape(rest, &decoded)) {
    return {.authorization = BearerOf("")};
  }
  std::pair<std::string, std::string> parts =
      absl::StrSplit(decoded, absl::MaxSplits(':', 1));
  if (!IsValidUtf8(parts.first)) parts.first.clear();
  return {.authorization = BearerOf(parts.second),
          .user = std::move(parts.first)};
}

}  // namespace presstm
