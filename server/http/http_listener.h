// HTTP/1.1, with TLS or without: bytes to requests, answers to bytes.
#ifndef SERVER_HTTP_HTTP_LISTENER_H_
#define SERVER_HTTP_HTTP_LISTENER_H_

#include <functional>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/http/http_message.h"
#include "server/listen_address.h"
#include "server/tls_files.h"

namespace presstm {

// One thread reads and writes all connections; a few others answer requests.
// A slow client holds a connection, but no thread. Thread-safe.
//
// At most 256 connections, more wait to be accepted; 32 KiB of headers, 4 MiB
// (less 64 KiB) of body, 64 MiB of all bodies on their way; 30 seconds for a
// request to come, and as many for its answer to be taken.
class HttpListener {
 public:
  struct Options {
    ListenAddress listen;  // "localhost" or an IP address.
    std::optional<TlsFiles> tls;
  };
  // Must not throw. May be called by several threads at once.
  using Handler = std::function<HttpResponse(const HttpRequest&)>;

  // Unavailable if the address cannot be had; InvalidArgument if a file cannot
  // be used.
  static absl::StatusOr<std::unique_ptr<HttpListener>> Start(
      const Options& options, Handler handler);

  // Stops without grace.
  ~HttpListener();
  HttpListener(const HttpListener&) = delete;
  HttpListener& operator=(const HttpListener&) = delete;

  // With the port that was chosen.
  const ListenAddress& address() const { return address_; }

  // Takes no more connections and requests, and returns when those it has are
  // answered, after `grace` at the latest.
  void Stop(absl::Duration grace);

 private:
  class Acceptor;

  HttpListener(std::unique_ptr<Acceptor> acceptor,
               const ListenAddress& address);

  std::unique_ptr<Acceptor> acceptor_;
  const ListenAddress address_;
};

}  // namespace presstm

#endif  // SERVER_HTTP_HTTP_LISTENER_H_
