#include "server/http/request_target.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

bool IsHexPair(absl::string_view text) {
  return text.size() == 2 &&
         absl::ascii_isxdigit(static_cast<unsigned char>(text[0])) &&
         absl::ascii_isxdigit(static_cast<unsigned char>(text[1]));
}

absl::StatusOr<std::string> Decode(absl::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const absl::string_view digits = text.substr(i + 1, 2);
    if (!IsHexPair(digits)) {
      return InvalidArgument(ErrorReason::kInvalidArgument,
                             "in the URL a % stands before something else than "
                             "two hexadecimal digits; write % itself as %25");
    }
    decoded += absl::HexStringToBytes(digits);
    i += 2;
  }
  if (!IsValidUtf8(decoded)) {
    return InvalidArgument(ErrorReason::kInvalidUtf8,
                           "the URL is not percent-encoded UTF-8");
  }
  return decoded;
}

// Of what Parse has decoded before.
std::string DecodeAgain(absl::string_view text) {
  return Decode(text).value_or("");
}

}  // namespace

absl::StatusOr<RequestTarget> RequestTarget::Parse(absl::string_view target) {
  RequestTarget result;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(target, absl::MaxSplits('?', 1));
  PRESSTM_RETURN_IF_ERROR(Decode(parts.first).status());
  // Each part for itself: two halves of a character are none.
  for (const absl::string_view part : absl::StrSplit(parts.first, '/')) {
    PRESSTM_RETURN_IF_ERROR(Decode(part).status());
  }
  result.path_ = std::string(parts.first);
  for (const absl::string_view pair :
       absl::StrSplit(parts.second, '&', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> encoded = absl::StrSplit(
        absl::StrReplaceAll(pair, {{"+", "%20"}}), absl::MaxSplits('=', 1));
    PRESSTM_ASSIGN_OR_RETURN(std::string name, Decode(encoded.first));
    PRESSTM_ASSIGN_OR_RETURN(std::string value, Decode(encoded.second));
    result.parameters_.emplace(std::move(name), std::move(value));
  }
  return result;
}

std::optional<std::string> RequestTarget::Next() {
  const size_t begin = path_.find_first_not_of('/');
  if (begin == std::string::npos) {
    path_.clear();
    return std::nullopt;
  }
  const size_t end = path_.find('/', begin);
  std::string part =
      DecodeAgain(absl::string_view(path_).substr(begin, end - begin));
  path_.erase(0, end);
  return part;
}

std::string RequestTarget::Rest() const {
  const absl::string_view rest = path_;
  return DecodeAgain(rest.substr(rest.empty() || rest[0] != '/' ? 0 : 1));
}

std::optional<std::string> RequestTarget::Parameter(
    absl::string_view name) const {
  const auto it = parameters_.find(name);
  if (it == parameters_.end()) return std::nullopt;
  return it->second;
}

}  // namespace presstm
