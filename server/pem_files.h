// Certificates and keys in PEM files, looked at before gRPC takes them: it
// would only fail every handshake.
#ifndef SERVER_PEM_FILES_H_
#define SERVER_PEM_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace presstm {

// Reads the first certificate of a chain, and returns when it ends.
// InvalidArgument names the file: it cannot be read, or holds no certificate.
absl::StatusOr<absl::Time> ReadCertificateEnd(const std::string& path);

// InvalidArgument also if the key does not belong to the certificate, or is
// encrypted: there is nobody to type a password.
absl::Status CheckKeyPair(const std::string& certificate_path,
                          const std::string& key_path);

}  // namespace presstm

#endif  // SERVER_PEM_FILES_H_
