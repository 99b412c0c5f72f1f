#include "server/exposure.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace presstm {
namespace {

bool KnowsCertificates(const Server::Options& options) {
  return options.tls.has_value() && !options.tls->client_authorities.empty();
}

bool AsksForCertificates(const Server::Options& options) {
  return KnowsCertificates(options) &&
         !options.tls->client_certificate_is_optional;
}

absl::string_view DescribeCallers(const Server::Options& options) {
  if (options.requires_authentication) {
    return KnowsCertificates(options)
               ? "callers are known by their token or certificate and may do "
                 "what their roles allow"
               : "callers are known by their token and may do what their roles "
                 "allow";
  }
  return AsksForCertificates(options)
             ? "whoever has a client certificate may do everything"
             : "there is no log-in, whoever reaches it may do everything";
}

}  // namespace

std::string FindExposure(const Server::Options& options) {
  if (IsLoopback(*options.listen)) return "";
  const bool has_login =
      options.requires_authentication || AsksForCertificates(options);
  if (!options.tls.has_value()) {
    return has_login ? "without encryption"
                     : "without encryption and without a log-in";
  }
  return has_login ? "" : "without a log-in";
}

std::string DescribeAccess(const Server::Options& options) {
  return absl::StrCat(
      IsLoopback(*options.listen) ? "only this machine can reach it"
                                  : "other machines can reach it",
      options.tls.has_value() ? ", encrypted; " : ", not encrypted; ",
      DescribeCallers(options));
}

}  // namespace presstm
