// What a request shows to be let in, in the form that gRPC takes.
#ifndef SERVER_HTTP_CREDENTIALS_H_
#define SERVER_HTTP_CREDENTIALS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace presstm {

struct HttpCredentials {
  // For the metadata "authorization": "Bearer ptm_..."; "" if there is none.
  std::string authorization;
  // The name before the password of "Basic"; else "". It proves nothing.
  std::string user;
};

// Reads the header Authorization: "Bearer TOKEN", or "Basic" with the token as
// its password, for tools that know nothing but http://USER:PASSWORD@HOST. Of
// anything else comes a token that nobody has. What it returns can be sent:
// printable ASCII.
HttpCredentials ReadCredentials(absl::string_view authorization);

}  // namespace presstm

#endif  // SERVER_HTTP_CREDENTIALS_H_
