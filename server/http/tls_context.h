// The listener's certificate and key for OpenSSL, read again when they change.
#ifndef SERVER_HTTP_TLS_CONTEXT_H_
#define SERVER_HTTP_TLS_CONTEXT_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "openssl/ssl.h"
#include "server/tls_certificates.h"

namespace presstm {

// Thread-compatible.
class TlsContext {
 public:
  // InvalidArgument names the file that cannot be used.
  static absl::StatusOr<std::unique_ptr<TlsContext>> Create(
      const TlsFiles& files);

  // For a new connection: of what TlsCertificates has at `now`.
  std::shared_ptr<SSL_CTX> Get(absl::Time now);

 private:
  explicit TlsContext(std::unique_ptr<TlsCertificates> certificates)
      : certificates_(std::move(certificates)) {}

  absl::Status Use(const std::shared_ptr<const TlsMaterial>& material);

  const std::unique_ptr<TlsCertificates> certificates_;
  std::shared_ptr<const TlsMaterial> used_;
  std::shared_ptr<SSL_CTX> context_;
};

}  // namespace presstm

#endif  // SERVER_HTTP_TLS_CONTEXT_H_
