#include "server/http/tls_context.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "openssl/err.h"
#include "server/log.h"
#include "server/pem_files.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/base/whole_file.h"

namespace presstm {
namespace {

constexpr absl::Duration kBetweenLooks = absl::Seconds(2);

absl::StatusOr<std::shared_ptr<SSL_CTX>> MakeContext(const TlsFiles& files) {
  PRESSTM_RETURN_IF_ERROR(CheckKeyPair(files.certificate, files.private_key));
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()),
                                   SSL_CTX_free);
  const bool is_usable =
      context != nullptr &&
      SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1 &&
      SSL_CTX_use_certificate_chain_file(context.get(),
                                         files.certificate.c_str()) == 1 &&
      SSL_CTX_use_PrivateKey_file(context.get(), files.private_key.c_str(),
                                  SSL_FILETYPE_PEM) == 1;
  if (!is_usable) {
    ERR_clear_error();  // It would show up elsewhere.
    return absl::InvalidArgumentError(absl::StrCat(
        files.certificate, ": OpenSSL does not take it for a server"));
  }
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  return context;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TlsContext>> TlsContext::Create(
    const TlsFiles& files) {
  std::unique_ptr<TlsContext> result(new TlsContext(files));
  PRESSTM_RETURN_IF_ERROR(result->ReadIfChanged());
  return result;
}

std::shared_ptr<SSL_CTX> TlsContext::Get(absl::Time now) {
  if (now < next_look_) return context_;
  next_look_ = now + kBetweenLooks;
  if (const absl::Status status = ReadIfChanged(); !status.ok()) {
    LogWarning(
        absl::StrCat("the certificate of before is kept: ", status.message()));
  }
  return context_;
}

absl::Status TlsContext::ReadIfChanged() {
  PRESSTM_ASSIGN_OR_RETURN(std::string pem, ReadWholeFile(files_.certificate));
  PRESSTM_ASSIGN_OR_RETURN(const std::string key,
                           ReadWholeFile(files_.private_key));
  pem += key;
  if (pem == pem_) return absl::OkStatus();
  PRESSTM_ASSIGN_OR_RETURN(context_, MakeContext(files_));
  pem_ = std::move(pem);
  return absl::OkStatus();
}

}  // namespace presstm
