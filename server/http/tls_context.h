// The listener's certificate and key for OpenSSL, read again when they change.
#ifndef SERVER_HTTP_TLS_CONTEXT_H_
#define SERVER_HTTP_TLS_CONTEXT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "openssl/ssl.h"
#include "server/tls.h"

namespace presstm {

// Thread-compatible.
class TlsContext {
 public:
  // InvalidArgument names the file that cannot be used.
  static absl::StatusOr<std::unique_ptr<TlsContext>> Create(
      const TlsFiles& files);

  // For a new connection. Looks at the files, but not more often than every
  // other second; a pair that cannot be used is not taken.
  std::shared_ptr<SSL_CTX> Get(absl::Time now);

 private:
  explicit TlsContext(const TlsFiles& files) : files_(files) {}

  absl::Status ReadIfChanged();

  const TlsFiles files_;
  std::string pem_;  // What the files held, one after the other.
  absl::Time next_look_ = absl::InfinitePast();
  std::shared_ptr<SSL_CTX> context_;
};

}  // namespace presstm

#endif  // SERVER_HTTP_TLS_CONTEXT_H_
