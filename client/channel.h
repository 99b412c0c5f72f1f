// How the client reaches a server.
#ifndef CLIENT_CHANNEL_H_
#define CLIENT_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"

namespace presstm {

struct TlsOptions {
  bool enabled = false;  // Else nothing is encrypted.
  // PEM files. Authorities the server's certificate must be of; "" = those the
  // system trusts.
  std::string authorities;
  // What this client proves itself with; both or neither.
  std::string certificate;
  std::string private_key;
};

// How a connection that has gone without a word is found out: if nothing has
// come for `idle` while a call is under way, and a ping is not answered in
// `patience`, calls end as UNAVAILABLE. Servers allow a ping in 20 seconds.
struct Keepalive {
  absl::Duration idle = absl::Seconds(30);
  absl::Duration patience = absl::Seconds(30);
};

// A channel to HOST:PORT, which connects at the first call. InvalidArgument
// names a file that cannot be read.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(
    const std::string& address, const TlsOptions& tls,
    const Keepalive& keepalive = {});

}  // namespace presstm

#endif  // CLIENT_CHANNEL_H_
