#include "server/pem_files.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "openssl/bio.h"
#include "openssl/err.h"
#include "openssl/evp.h"
#include "openssl/pem.h"
#include "openssl/x509.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/base/whole_file.h"

namespace presstm {
namespace {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;

absl::Status BadFile(const std::string& path, absl::string_view what) {
  ERR_clear_error();  // OpenSSL's, which would show up elsewhere.
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

Bio InMemory(const std::string& pem) {
  return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// The first one; gRPC leaves out of a list what it cannot read.
absl::StatusOr<Certificate> ParseCertificate(const std::string& path,
                                             const std::string& pem) {
  const Bio bio = InMemory(pem);
  Certificate certificate(
      PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return BadFile(path, "holds no PEM certificate");
  return certificate;
}

// In place of OpenSSL's, which asks on the terminal.
int NoPassword(char* /*buffer*/, int /*size*/, int /*for_writing*/,
               void* /*data*/) {
  return -1;
}

absl::StatusOr<Key> ParseKey(const std::string& path, const std::string& pem) {
  const Bio bio = InMemory(pem);
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassword, nullptr));
  if (key == nullptr) {
    return BadFile(path, "holds no PEM private key without a password");
  }
  return key;
}

absl::StatusOr<absl::Time> EndOf(const std::string& path,
                                 const X509& certificate) {
  std::tm end = {};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(&certificate), &end) != 1) {
    return BadFile(path, "does not say when its certificate ends");
  }
  return absl::FromTM(end, absl::UTCTimeZone());
}

}  // namespace

absl::StatusOr<TlsMaterial> ReadTlsMaterial(const TlsFiles& files) {
  TlsMaterial material;
  PRESSTM_ASSIGN_OR_RETURN(material.certificate,
                           ReadWholeFile(files.certificate));
  PRESSTM_ASSIGN_OR_RETURN(
      const Certificate certificate,
      ParseCertificate(files.certificate, material.certificate));
  PRESSTM_ASSIGN_OR_RETURN(material.private_key,
                           ReadWholeFile(files.private_key));
  PRESSTM_ASSIGN_OR_RETURN(const Key key,
                           ParseKey(files.private_key, material.private_key));
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    return BadFile(files.private_key,
                   absl::StrCat("is not the key of ", files.certificate));
  }
  PRESSTM_ASSIGN_OR_RETURN(material.end,
                           EndOf(files.certificate, *certificate));
  if (!files.client_authorities.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(material.client_authorities,
                             ReadWholeFile(files.client_authorities));
    PRESSTM_RETURN_IF_ERROR(
        ParseCertificate(files.client_authorities, material.client_authorities)
            .status());
  }
  return material;
}

}  // namespace presstm
