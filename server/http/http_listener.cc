// Boost.Beast, the one HTTP library in Debian 12 that bounds headers, bodies
// and the time a request may take altogether, and whose TLS is OpenSSL's, as
// gRPC's is. Refused: cpp-httplib 0.11, where each connection holds a thread,
// a line of a header may be endless, and a body in chunks may be as well;
// libmicrohttpd, whose certificates cannot be changed while it runs.
#include "server/http/http_listener.h"

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/steady_timer.hpp"
#include "boost/beast/core.hpp"
#include "boost/beast/http.hpp"
#include "boost/beast/ssl.hpp"
#include "server/http/http_error.h"
#include "server/http/tls_context.h"
#include "server/log.h"
#include "server/worker_pool.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr size_t kMaxConnections = 256;
constexpr size_t kMaxHeaderBytes = 32 * 1024;
// As one gRPC message, less what is around it there.
constexpr size_t kMaxBodyBytes = 4 * 1024 * 1024 - 64 * 1024;
constexpr size_t kMaxBytesOfAllBodies = 64 * 1024 * 1024;
constexpr std::chrono::seconds kTimeout{30};
constexpr int kHandlerThreads = 8;

using RequestParser = http::request_parser<http::string_body>;
using Response = http::response<http::string_body>;

// One connection. All is done by the listener's thread but for answering.
class Session {
 public:
  virtual ~Session() = default;
  virtual void Start() = 0;
  // Ends it, unless a request is being answered: then after that.
  virtual void CloseIfIdle() = 0;
};

// What sessions share: for the listener's thread, but for the first two.
struct Shared {
  HttpListener::Handler handler;
  std::unique_ptr<WorkerPool> pool;
  size_t body_bytes = 0;  // Of the bodies on their way.
  bool is_stopping = false;
  std::function<void(Session*)> on_end;
};

std::string ToString(beast::string_view text) {
  return std::string(text.data(), text.size());
}

// "ipv4:10.1.2.3:52114", as gRPC has it.
std::string PeerName(const Tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return endpoint.address().is_v4()
             ? absl::StrCat("ipv4:", address, ":", endpoint.port())
             : absl::StrCat("ipv6:%5B", address, "%5D:", endpoint.port());
}

HttpRequest ToRequest(http::request<http::string_body>& message,
                      const std::string& peer) {
  const auto header = [&](beast::string_view name) {
    return ToString(message[name]);
  };
  HttpRequest request = {.method = ToString(message.method_string()),
                         .target = ToString(message.target()),
                         .body = std::move(message.body()),
                         .peer = peer,
                         .host = header("Host"),
                         .origin = header("Origin"),
                         .fetch_site = header("Sec-Fetch-Site"),
                         .authorization = header("Authorization"),
                         .request_id = header("X-Request-Id")};
  // The same without the body, which is left out when it is sent.
  if (request.method == "HEAD") request.method = "GET";
  return request;
}

// Nothing is kept by browsers or proxies on the way: it is the users' text.
void SetCommonHeaders(Response& response) {
  response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
}

// The answer to a request that cannot be read; nullopt if nobody waits for it.
std::optional<HttpResponse> AnswerTo(error_code error) {
  if (error == http::error::header_limit) {
    return ErrorResponse(
        431, absl::InvalidArgumentError("the headers or the URL are longer "
                                        "than 32 KiB"));
  }
  if (error == http::error::body_limit) {
    return ErrorResponse(
        413, absl::InvalidArgumentError(
                 "the body is longer than 4 MiB less 64 KiB; presstm import "
                 "takes files of any size"));
  }
  if (error.category() == make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream &&
      error != http::error::partial_message) {
    return ErrorResponse(absl::InvalidArgumentError(
        absl::StrCat("this is not HTTP/1.1: ", error.message())));
  }
  return std::nullopt;
}

template <typename Stream>
class StreamSession
    : public Session,
      public std::enable_shared_from_this<StreamSession<Stream>> {
 public:
  // `tls` is what the stream needs as long as it is there.
  StreamSession(Stream stream, std::string peer,
                std::shared_ptr<const void> tls, Shared& shared)
      : tls_(std::move(tls)),
        stream_(std::move(stream)),
        peer_(std::move(peer)),
        shared_(shared) {}
  ~StreamSession() override {
    FreeBody();
    shared_.on_end(this);
  }

  void Start() override {
    socket().expires_after(kTimeout);
    if constexpr (kIsEncrypted) {
      stream_.async_handshake(
          asio::ssl::stream_base::server,
          [self = this->shared_from_this()](error_code error) {
            if (!error) self->ReadHeader();
          });
    } else {
      ReadHeader();
    }
  }

  void CloseIfIdle() override {
    if (is_idle_) socket().cancel();
  }

 private:
  static constexpr bool kIsEncrypted =
      !std::is_same_v<Stream, beast::tcp_stream>;

  beast::tcp_stream& socket() { return beast::get_lowest_layer(stream_); }

  void ReadHeader() {
    if (shared_.is_stopping) return Close();
    is_idle_ = true;
    parser_.emplace();
    parser_->header_limit(kMaxHeaderBytes);
    parser_->body_limit(kMaxBodyBytes);
    socket().expires_after(kTimeout);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](error_code error, size_t) {
          self->is_idle_ = false;
          if (error) return self->Refuse(error);
          self->AdmitBody();
        });
  }

  void AdmitBody() {
    // A body of unknown length may become as long as any.
    const auto length = parser_->content_length();
    reserved_ = length ? *length : parser_->chunked() ? kMaxBodyBytes : 0;
    if (shared_.body_bytes + reserved_ > kMaxBytesOfAllBodies) {
      reserved_ = 0;
      return Send(ErrorResponse(absl::UnavailableError(
                      "too much is being uploaded at once: try again")),
                  /*keep_alive=*/false);
    }
    shared_.body_bytes += reserved_;
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
      return AskForBody();
    }
    ReadBody();
  }

  void AskForBody() {
    continue_.emplace(http::status::continue_, 11);
    http::async_write(
        stream_, *continue_,
        [self = this->shared_from_this()](error_code error, size_t) {
          if (!error) self->ReadBody();
        });
  }

  void ReadBody() {
    http::async_read(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](error_code error, size_t) {
          if (error) return self->Refuse(error);
          self->Answer();
        });
  }

  void Refuse(error_code error) {
    std::optional<HttpResponse> response = AnswerTo(error);
    if (!response.has_value()) return Close();
    Send(*std::move(response), /*keep_alive=*/false);
  }

  void Answer() {
    socket().expires_never();
    auto message = parser_->release();
    const bool keep_alive = message.keep_alive();
    is_head_ = message.method() == http::verb::head;
    const absl::Status accepted =
        shared_.pool->Run([self = this->shared_from_this(), keep_alive,
                           request = ToRequest(message, peer_)]() mutable {
          HttpResponse response = self->shared_.handler(request);
          const auto executor = self->executor_;
          // With the last hold on the session: it ends on its own thread.
          asio::post(executor, [self = std::move(self), keep_alive,
                                response = std::move(response)]() mutable {
            self->Send(std::move(response), keep_alive);
          });
        });
    if (!accepted.ok()) Send(ErrorResponse(accepted), keep_alive);
  }

  void Send(HttpResponse answer, bool keep_alive) {
    FreeBody();
    response_.emplace();
    response_->result(static_cast<unsigned>(answer.status));
    response_->set(http::field::content_type, answer.content_type);
    SetCommonHeaders(*response_);
    for (const auto& [name, value] : answer.headers) {
      response_->set(name, value);
    }
    response_->keep_alive(keep_alive && !shared_.is_stopping);
    response_->body() = std::move(answer.body);
    response_->prepare_payload();
    if (is_head_) response_->body().clear();
    socket().expires_after(kTimeout);
    http::async_write(
        stream_, *response_,
        [self = this->shared_from_this()](error_code error, size_t) {
          if (error) return;
          if (!self->response_->keep_alive()) return self->Close();
          self->ReadHeader();
        });
  }

  void Close() {
    if constexpr (kIsEncrypted) {
      socket().expires_after(kTimeout);
      stream_.async_shutdown([self = this->shared_from_this()](error_code) {});
    } else {
      error_code ignored;
      socket().socket().shutdown(Tcp::socket::shutdown_send, ignored);
    }
  }

  void FreeBody() {
    shared_.body_bytes -= reserved_;
    reserved_ = 0;
  }

  const std::shared_ptr<const void> tls_;
  Stream stream_;
  const typename Stream::executor_type executor_ = stream_.get_executor();
  const std::string peer_;
  Shared& shared_;
  beast::flat_buffer buffer_{kMaxHeaderBytes + 4096};
  std::optional<RequestParser> parser_;
  std::optional<http::response<http::empty_body>> continue_;
  std::optional<Response> response_;
  size_t reserved_ = 0;  // Of shared_.body_bytes.
  bool is_idle_ = true;
  bool is_head_ = false;
};

}  // namespace

// Accepts connections, and owns the thread that serves them.
class HttpListener::Acceptor {
 public:
  Acceptor(Handler handler, std::unique_ptr<WorkerPool> pool,
           std::unique_ptr<TlsContext> tls)
      : tls_(std::move(tls)) {
    shared_.handler = std::move(handler);
    shared_.pool = std::move(pool);
    shared_.on_end = [this](Session* session) { End(session); };
  }

  ~Acceptor() { Stop(absl::ZeroDuration()); }

  absl::Status Listen(ListenAddress& address) {
    error_code error;
    const auto host = asio::ip::make_address(
        address.host == "localhost" ? "127.0.0.1" : address.host, error);
    const Tcp::endpoint endpoint(host, static_cast<uint16_t>(address.port));
    if (!error) acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error)
      acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return absl::UnavailableError(absl::StrCat(
          "cannot listen on ", presstm::ToString(address),
          " for HTTP: the address is taken or not this machine's"));
    }
    address.port = acceptor_.local_endpoint(error).port();
    Accept();
    thread_ = std::thread([this] { Run(); });
    return absl::OkStatus();
  }

  void Stop(absl::Duration grace) {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] {
      shared_.is_stopping = true;
      error_code ignored;
      acceptor_.close(ignored);
      timer_.cancel();
      if (!is_accepting_) NoteStopped();
      for (Session* session : sessions_) session->CloseIfIdle();
    });
    {
      absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(this, &Acceptor::HasEnded),
                              grace);
    }
    io_.stop();
    thread_.join();
    shared_.is_stopping = true;  // Also where there was no time for the above.
    // Waits for requests that are still being answered.
    shared_.pool.reset();
  }

 private:
  bool HasEnded() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return has_stopped_ && session_count_ == 0;
  }

  void Run() {
    while (!io_.stopped()) {
      try {
        io_.run();
      } catch (const std::exception& error) {
        // Out of memory, for one connection.
        LogError(absl::StrCat("HTTP: ", error.what()));
      }
    }
  }

  void Accept() {
    is_accepting_ = true;
    acceptor_.async_accept([this](error_code error, Tcp::socket socket) {
      is_accepting_ = false;
      if (shared_.is_stopping) return NoteStopped();
      // Out of file descriptors, most likely: there will be some again.
      if (error) return AcceptLater();
      Begin(std::move(socket));
      if (sessions_.size() < kMaxConnections) Accept();
    });
  }

  void AcceptLater() {
    is_accepting_ = true;
    timer_.expires_after(std::chrono::milliseconds(100));
    timer_.async_wait([this](error_code) {
      is_accepting_ = false;
      if (shared_.is_stopping) return NoteStopped();
      Accept();
    });
  }

  void Begin(Tcp::socket socket) {
    error_code error;
    std::string peer = PeerName(socket.remote_endpoint(error));
    if (error) return;  // It is gone already.
    socket.set_option(Tcp::no_delay(true), error);
    beast::tcp_stream stream(std::move(socket));
    if (tls_ == nullptr) {
      Add(std::make_shared<StreamSession<beast::tcp_stream>>(
          std::move(stream), std::move(peer), nullptr, shared_));
      return;
    }
    std::shared_ptr<SSL_CTX> context = tls_->Get(absl::Now());
    SSL_CTX_up_ref(context.get());  // Boost's object will free it once.
    auto boost_context = std::make_shared<asio::ssl::context>(context.get());
    beast::ssl_stream<beast::tcp_stream> encrypted(std::move(stream),
                                                   *boost_context);
    Add(std::make_shared<StreamSession<beast::ssl_stream<beast::tcp_stream>>>(
        std::move(encrypted), std::move(peer), boost_context, shared_));
  }

  void Add(const std::shared_ptr<Session>& session) {
    sessions_.insert(session.get());
    CountSessions();
    session->Start();
  }

  void End(Session* session) {
    sessions_.erase(session);
    CountSessions();
    if (!shared_.is_stopping && !is_accepting_) Accept();
  }

  void CountSessions() {
    absl::MutexLock lock(&mutex_);
    session_count_ = sessions_.size();
  }

  void NoteStopped() {
    absl::MutexLock lock(&mutex_);
    has_stopped_ = true;
  }

  // What sessions need outlives those that are still in `io_` at the end.
  std::unique_ptr<TlsContext> tls_;
  std::set<Session*> sessions_;
  bool is_accepting_ = false;
  absl::Mutex mutex_;
  size_t session_count_ ABSL_GUARDED_BY(mutex_) = 0;
  bool has_stopped_ ABSL_GUARDED_BY(mutex_) = false;
  Shared shared_;
  asio::io_context io_{1};
  Tcp::acceptor acceptor_{io_};
  asio::steady_timer timer_{io_};
  std::thread thread_;
};

HttpListener::HttpListener(std::unique_ptr<Acceptor> acceptor,
                           const ListenAddress& address)
    : acceptor_(std::move(acceptor)), address_(address) {}

HttpListener::~HttpListener() = default;

absl::StatusOr<std::unique_ptr<HttpListener>> HttpListener::Start(
    const Options& options, Handler handler) {
  std::unique_ptr<TlsContext> tls;
  if (options.tls.has_value()) {
    PRESSTM_ASSIGN_OR_RETURN(tls, TlsContext::Create(*options.tls));
  }
  PRESSTM_ASSIGN_OR_RETURN(
      std::unique_ptr<WorkerPool> pool,
      WorkerPool::Create(kHandlerThreads, static_cast<int>(kMaxConnections)));
  auto acceptor = std::make_unique<Acceptor>(std::move(handler),
                                             std::move(pool), std::move(tls));
  ListenAddress address = options.listen;
  PRESSTM_RETURN_IF_ERROR(acceptor->Listen(address));
  return std::unique_ptr<HttpListener>(
      new HttpListener(std::move(acceptor), address));
}

void HttpListener::Stop(absl::Duration grace) { acceptor_->Stop(grace); }

}  // namespace presstm
