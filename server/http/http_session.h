// One connection to the HTTP listener.
#ifndef SERVER_HTTP_HTTP_SESSION_H_
#define SERVER_HTTP_HTTP_SESSION_H_

#include <cstddef>
#include <functional>
#include <memory>

#include "boost/asio/ip/tcp.hpp"
#include "openssl/ssl.h"
#include "server/http/http_listener.h"
#include "server/worker_pool.h"

namespace presstm {

// All is done by the listener's thread but for answering. Bounded in the sizes
// of headers and bodies and in the time that each request may take.
class HttpSession {
 public:
  virtual ~HttpSession() = default;
  virtual void Start() = 0;
  // Ends it, unless a request is being answered: then after that.
  virtual void CloseIfIdle() = 0;
};

// What sessions share: for the listener's thread, but for the first two.
struct HttpSessionsShare {
  HttpListener::Handler handler;
  std::unique_ptr<WorkerPool> pool;
  size_t body_bytes = 0;  // Of the bodies on their way.
  bool is_stopping = false;
  std::function<void(HttpSession*)> on_end;
};

// `context` is null where connections are not encrypted. `shared` must outlive
// the session. Null if the other end is gone already.
std::shared_ptr<HttpSession> MakeHttpSession(
    boost::asio::ip::tcp::socket socket, std::shared_ptr<SSL_CTX> context,
    HttpSessionsShare& shared);

}  // namespace presstm

#endif  // SERVER_HTTP_HTTP_SESSION_H_
