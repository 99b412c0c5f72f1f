// gRPC's own watcher of certificate files ends the process where a file is
// empty for a moment, and takes a certificate and a key that do not belong
// together. So it is given what was checked, by the interface of its C core for
// that; in C++ there is none.
#include "server/tls.h"

#include <string>

#include "absl/time/clock.h"
#include "grpc/grpc.h"
#include "grpc/grpc_security.h"

namespace presstm {
namespace {

class CheckedCredentials : public grpc::ServerCredentials {
 public:
  explicit CheckedCredentials(TlsCertificates& certificates)
      : certificates_(certificates),
        credentials_(grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                RequestType(certificates.files()), &Fetch, this))) {}
  ~CheckedCredentials() override {
    grpc_server_credentials_release(credentials_);
  }

  void SetAuthMetadataProcessor(
      const std::shared_ptr<grpc::AuthMetadataProcessor>& /*unused*/) override {
  }

 private:
  static grpc_ssl_client_certificate_request_type RequestType(
      const TlsFiles& files) {
    if (files.client_authorities.empty()) {
      return GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE;
    }
    return files.client_certificate_is_optional
               ? GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY
               : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
  }

  // One call at a time: gRPC holds a lock of the port's.
  static grpc_ssl_certificate_config_reload_status Fetch(
      void* self, grpc_ssl_server_certificate_config** config) {
    auto& credentials = *static_cast<CheckedCredentials*>(self);
    const auto material = credentials.certificates_.Get(absl::Now());
    if (material == credentials.given_) {
      return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
    }
    credentials.given_ = material;
    const grpc_ssl_pem_key_cert_pair pair = {material->private_key.c_str(),
                                             material->certificate.c_str()};
    // gRPC insists on some authority, also where it asks nobody for a
    // certificate.
    const std::string& authorities = material->client_authorities.empty()
                                         ? material->certificate
                                         : material->client_authorities;
    *config = grpc_ssl_server_certificate_config_create(authorities.c_str(),
                                                        &pair, 1);
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  int AddPortToServer(const std::string& address,
                      grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  TlsCertificates& certificates_;
  grpc_server_credentials* const credentials_;
  std::shared_ptr<const TlsMaterial> given_;
};

}  // namespace

std::shared_ptr<grpc::ServerCredentials> MakeTlsCredentials(
    TlsCertificates& certificates) {
  return std::make_shared<CheckedCredentials>(certificates);
}

}  // namespace presstm
