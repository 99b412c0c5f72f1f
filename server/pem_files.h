// Certificates and keys in PEM files, looked at before gRPC takes them: it
// would only fail every handshake.
#ifndef SERVER_PEM_FILES_H_
#define SERVER_PEM_FILES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/tls_files.h"

namespace presstm {

// What the files held when they were read.
struct TlsMaterial {
  std::string certificate;  // PEM, the chain after it.
  std::string private_key;  // PEM.
  // PEM; empty if clients are not asked for certificates.
  std::string client_authorities;
  absl::Time end;  // Of the certificate.

  friend bool operator==(const TlsMaterial&, const TlsMaterial&) = default;
};

// InvalidArgument names the file at fault: it cannot be read, holds no
// certificate or key, the key does not belong to the certificate, or is
// encrypted (there is nobody to type a password).
absl::StatusOr<TlsMaterial> ReadTlsMaterial(const TlsFiles& files);

}  // namespace presstm

#endif  // SERVER_PEM_FILES_H_
