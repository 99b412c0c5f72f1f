#include "server/http/tls_context.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "openssl/bio.h"
#include "openssl/err.h"
#include "openssl/pem.h"
#include "server/log.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

std::unique_ptr<BIO, decltype(&BIO_free)> InMemory(const std::string& pem) {
  return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free};
}

// The certificate, then those up to its authority.
bool UseChain(const std::string& pem, SSL_CTX* context) {
  const auto bio = InMemory(pem);
  bool is_first = true;
  while (X509* certificate =
             PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    if (is_first) {
      const bool is_taken = SSL_CTX_use_certificate(context, certificate) == 1;
      X509_free(certificate);
      if (!is_taken) return false;
    } else if (SSL_CTX_add_extra_chain_cert(context, certificate) != 1) {
      X509_free(certificate);  // Else it is the context's.
      return false;
    }
    is_first = false;
  }
  ERR_clear_error();  // Of the end of the text.
  return !is_first;
}

bool UseKey(const std::string& pem, SSL_CTX* context) {
  const auto bio = InMemory(pem);
  EVP_PKEY* const key =
      PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr);
  const bool is_taken =
      key != nullptr && SSL_CTX_use_PrivateKey(context, key) == 1;
  EVP_PKEY_free(key);
  return is_taken;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TlsContext>> TlsContext::Create(
    const TlsFiles& files) {
  PRESSTM_ASSIGN_OR_RETURN(auto certificates, TlsCertificates::Open(files));
  std::unique_ptr<TlsContext> result(new TlsContext(std::move(certificates)));
  PRESSTM_RETURN_IF_ERROR(result->Use(result->certificates_->Get(absl::Now())));
  return result;
}

std::shared_ptr<SSL_CTX> TlsContext::Get(absl::Time now) {
  const auto material = certificates_->Get(now);
  if (material == used_) return context_;
  if (const absl::Status status = Use(material); !status.ok()) {
    LogWarning(
        absl::StrCat("the certificate of before is kept: ", status.message()));
  }
  return context_;
}

absl::Status TlsContext::Use(
    const std::shared_ptr<const TlsMaterial>& material) {
  used_ = material;
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()),
                                   SSL_CTX_free);
  if (context == nullptr ||
      SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
      !UseChain(material->certificate, context.get()) ||
      !UseKey(material->private_key, context.get())) {
    ERR_clear_error();  // It would show up elsewhere.
    return absl::InvalidArgumentError(
        absl::StrCat(certificates_->files().certificate,
                     ": OpenSSL does not take it for a server"));
  }
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  context_ = std::move(context);
  return absl::OkStatus();
}

}  // namespace presstm
