// How connections to gRPC are secured.
#ifndef SERVER_TLS_H_
#define SERVER_TLS_H_

#include <memory>

#include "grpcpp/security/server_credentials.h"
#include "server/tls_certificates.h"

namespace presstm {

// Credentials that ask `certificates` at every handshake. It must outlive the
// server they are for.
std::shared_ptr<grpc::ServerCredentials> MakeTlsCredentials(
    TlsCertificates& certificates);

}  // namespace presstm

#endif  // SERVER_TLS_H_
