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

absl::StatusOr<Certificate> ReadCertificate(const std::string& path) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string pem, ReadWholeFile(path));
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
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

absl::StatusOr<Key> ReadKey(const std::string& path) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string pem, ReadWholeFile(path));
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassword, nullptr));
  if (key == nullptr) {
    return BadFile(path, "holds no PEM private key without a password");
  }
  return key;
}

}  // namespace

absl::StatusOr<absl::Time> ReadCertificateEnd(const std::string& path) {
  PRESSTM_ASSIGN_OR_RETURN(const Certificate certificate,
                           ReadCertificate(path));
  std::tm end = {};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) {
    return BadFile(path, "does not say when its certificate ends");
  }
  return absl::FromTM(end, absl::UTCTimeZone());
}

absl::Status CheckKeyPair(const std::string& certificate_path,
                          const std::string& key_path) {
  PRESSTM_ASSIGN_OR_RETURN(const Certificate certificate,
                           ReadCertificate(certificate_path));
  PRESSTM_ASSIGN_OR_RETURN(const Key key, ReadKey(key_path));
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    return BadFile(key_path,
                   absl::StrCat("is not the key of ", certificate_path));
  }
  return absl::OkStatus();
}

}  // namespace presstm
