// The path and query of a request: what is asked for.
#ifndef SERVER_HTTP_REQUEST_TARGET_H_
#define SERVER_HTTP_REQUEST_TARGET_H_

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace presstm {

// Reads a path from its beginning, decoded. A value.
class RequestTarget {
 public:
  // InvalidArgument if something is not percent-encoded UTF-8.
  static absl::StatusOr<RequestTarget> Parse(absl::string_view target);

  // Takes the next part of the path off: "en" of "/en/zh/unit". Slashes before
  // it do not count, however many. nullopt at the end.
  std::optional<std::string> Next();

  // What Next has left, without the slash before it; its own slashes stay.
  std::string Rest() const;

  // The value of a parameter of the query, the first if there are several;
  // nullopt without one. In values "+" stands for a space.
  std::optional<std::string> Parameter(absl::string_view name) const;

 private:
  std::string path_;  // Still encoded: a "%2F" divides nothing.
  std::map<std::string, std::string, std::less<>> parameters_;
};

}  // namespace presstm

#endif  // SERVER_HTTP_REQUEST_TARGET_H_
