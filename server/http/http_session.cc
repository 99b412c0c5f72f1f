#include "server/http/http_session.h"

#include <chrono>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "boost/asio/post.hpp"
#include "boost/beast/core.hpp"
#include "boost/beast/http.hpp"
#include "boost/beast/ssl.hpp"
#include "server/http/http_error.h"
#include "server/log.h"

namespace presstm {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr size_t kMaxHeaderBytes = 32 * 1024;
// As one gRPC message, less what is around it there.
constexpr size_t kMaxBodyBytes = 4 * 1024 * 1024 - 64 * 1024;
constexpr size_t kMaxBytesOfAllBodies = 64 * 1024 * 1024;
constexpr std::chrono::seconds kTimeout{30};

using RequestParser = http::request_parser<http::string_body>;
using Response = http::response<http::string_body>;

std::string ToString(beast::string_view text) {
  return std::string(text.data(), text.size());
}

// "ipv4:10.1.2.3:52114", as gRPC has it.
std::string PeerName(const Tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return endpoint.address().is_v4()
             ? absl::StrCat("ipv4:", address, ":", endpoint.port())
             : absl::StrCat("ipv6:[", address, "]:", endpoint.port());
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

// For the log.
absl::string_view RefusalReason(error_code error) {
  if (error == http::error::header_limit) return "HTTP_HEADERS_TOO_LARGE";
  if (error == http::error::body_limit) return "HTTP_BODY_TOO_LARGE";
  return "HTTP_MALFORMED";
}

template <typename Stream>
class StreamSession
    : public HttpSession,
      public std::enable_shared_from_this<StreamSession<Stream>> {
 public:
  // `tls` is what the stream needs as long as it is there.
  StreamSession(Stream stream, std::string peer,
                std::shared_ptr<const void> tls, HttpSessionsShare& shared)
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
      LogRefusal("HTTP_BUSY", peer_);
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
    LogRefusal(RefusalReason(error), peer_);
    Send(*std::move(response), /*keep_alive=*/false);
  }

  // Whose turn it is: who shows the same token, or comes from the same address.
  std::string CallerOf(const http::request<http::string_body>& message) const {
    const std::string token = ToString(message[http::field::authorization]);
    return token.empty() ? peer_.substr(0, peer_.rfind(':')) : token;
  }

  void Answer() {
    socket().expires_never();
    auto message = parser_->release();
    const bool keep_alive = message.keep_alive();
    is_head_ = message.method() == http::verb::head;
    const absl::Status accepted = shared_.pool->Run(
        CallerOf(message), [self = this->shared_from_this(), keep_alive,
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
  HttpSessionsShare& shared_;
  beast::flat_buffer buffer_{kMaxHeaderBytes + 4096};
  std::optional<RequestParser> parser_;
  std::optional<http::response<http::empty_body>> continue_;
  std::optional<Response> response_;
  size_t reserved_ = 0;  // Of shared_.body_bytes.
  bool is_idle_ = true;
  bool is_head_ = false;
};

}  // namespace

std::shared_ptr<HttpSession> MakeHttpSession(Tcp::socket socket,
                                             std::shared_ptr<SSL_CTX> context,
                                             HttpSessionsShare& shared) {
  error_code error;
  std::string peer = PeerName(socket.remote_endpoint(error));
  if (error) return nullptr;
  socket.set_option(Tcp::no_delay(true), error);
  beast::tcp_stream stream(std::move(socket));
  if (context == nullptr) {
    return std::make_shared<StreamSession<beast::tcp_stream>>(
        std::move(stream), std::move(peer), nullptr, shared);
  }
  SSL_CTX_up_ref(context.get());  // Boost's object will free it once.
  auto boost_context = std::make_shared<asio::ssl::context>(context.get());
  beast::ssl_stream<beast::tcp_stream> encrypted(std::move(stream),
                                                 *boost_context);
  return std::make_shared<StreamSession<beast::ssl_stream<beast::tcp_stream>>>(
      std::move(encrypted), std::move(peer), boost_context, shared);
}

}  // namespace presstm
