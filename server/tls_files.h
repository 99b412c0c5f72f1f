#ifndef SERVER_TLS_FILES_H_
#define SERVER_TLS_FILES_H_

#include <string>

namespace presstm {

// PEM files. They are read again when they change: a new certificate needs no
// restart, and connections that exist go on.
struct TlsFiles {
  std::string certificate;  // The server's, then those up to its authority.
  std::string private_key;
  // Authorities; where given, a client needs a certificate of one of them.
  std::string client_authorities;
  // Whether a client may come without a certificate all the same.
  bool client_certificate_is_optional = false;
};

}  // namespace presstm

#endif  // SERVER_TLS_FILES_H_
