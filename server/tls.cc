#include "server/tls.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"
#include "server/log.h"
#include "server/pem_files.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

namespace tls = grpc::experimental;

// Between looks at the files.
constexpr unsigned kRefreshSeconds = 2;
constexpr absl::Duration kWarnBeforeEnd = absl::Hours(30 * 24);

void WarnOfEnd(const std::string& path, absl::Time end) {
  if (end - absl::Now() > kWarnBeforeEnd) return;
  LogWarning(absl::StrCat(
      path, ": the certificate ", end < absl::Now() ? "ended" : "will end",
      " on ", absl::FormatTime("%Y-%m-%d", end, absl::UTCTimeZone())));
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeTlsCredentials(
    const TlsFiles& files) {
  PRESSTM_RETURN_IF_ERROR(CheckKeyPair(files.certificate, files.private_key));
  PRESSTM_ASSIGN_OR_RETURN(const absl::Time end,
                           ReadCertificateEnd(files.certificate));
  WarnOfEnd(files.certificate, end);
  const bool asks_clients = !files.client_authorities.empty();
  if (asks_clients) {
    PRESSTM_RETURN_IF_ERROR(
        ReadCertificateEnd(files.client_authorities).status());
  }
  tls::TlsServerCredentialsOptions options(
      std::make_shared<tls::FileWatcherCertificateProvider>(
          files.private_key, files.certificate, files.client_authorities,
          kRefreshSeconds));
  options.watch_identity_key_cert_pairs();
  if (asks_clients) options.watch_root_certs();
  options.set_cert_request_type(
      asks_clients ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                   : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  return tls::TlsServerCredentials(options);
}

}  // namespace presstm
