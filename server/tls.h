// What a connection is secured with.
#ifndef SERVER_TLS_H_
#define SERVER_TLS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/security/server_credentials.h"

namespace presstm {

// PEM files. They are read again when they change: a new certificate needs no
// restart, and connections that exist go on.
struct TlsFiles {
  std::string certificate;  // The server's, then those up to its authority.
  std::string private_key;
  // Authorities; where given, a client needs a certificate of one of them.
  std::string client_authorities;
};

// InvalidArgument names the file that cannot be used. Logs a certificate that
// has ended, or will within the month.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeTlsCredentials(
    const TlsFiles& files);

}  // namespace presstm

#endif  // SERVER_TLS_H_
