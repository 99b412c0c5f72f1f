#include "client/channel.h"

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/base/whole_file.h"

namespace presstm {
namespace {

constexpr int kConnectTimeoutMs = 5'000;

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

// "" for no file.
absl::StatusOr<std::string> ReadPem(const std::string& path) {
  if (path.empty()) return std::string();
  return ReadWholeFile(path);
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeCredentials(
    const TlsOptions& tls) {
  if (!tls.enabled) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;
  PRESSTM_ASSIGN_OR_RETURN(options.pem_root_certs, ReadPem(tls.authorities));
  PRESSTM_ASSIGN_OR_RETURN(options.pem_cert_chain, ReadPem(tls.certificate));
  PRESSTM_ASSIGN_OR_RETURN(options.pem_private_key, ReadPem(tls.private_key));
  return grpc::SslCredentials(options);
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(
    const std::string& address, const TlsOptions& tls,
    const Keepalive& keepalive) {
  PRESSTM_ASSIGN_OR_RETURN(const auto credentials, MakeCredentials(tls));
  grpc::ChannelArguments arguments;
  // A hundred long matches are more than the usual 4 MiB.
  arguments.SetMaxReceiveMessageSize(-1);
  // A memory server is in the house; proxies are for the world outside.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kConnectTimeoutMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(keepalive.idle));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                   Milliseconds(keepalive.patience));
  return grpc::CreateCustomChannel(address, credentials, arguments);
}

}  // namespace presstm
