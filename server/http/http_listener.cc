// Boost.Beast, the one HTTP library in Debian 12 that bounds headers, bodies
// and the time a request may take altogether, and whose TLS is OpenSSL's, as
// gRPC's is. Refused: cpp-httplib 0.11, where each connection holds a thread,
// a line of a header may be endless, and a body in chunks may be as well;
// libmicrohttpd, whose certificates cannot be changed while it runs.
#include "server/http/http_listener.h"

#include <chrono>
#include <cstddef>
#include <exception>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/steady_timer.hpp"
#include "server/http/http_session.h"
#include "server/http/tls_context.h"
#include "server/log.h"
#include "server/worker_pool.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr size_t kMaxConnections = 256;
constexpr int kHandlerThreads = 32;
constexpr int kHandlerThreadsPerCaller = 8;

}  // namespace

// Accepts connections, and owns the thread that serves them.
class HttpListener::Acceptor {
 public:
  Acceptor(Handler handler, std::unique_ptr<WorkerPool> pool,
           std::unique_ptr<TlsContext> tls)
      : tls_(std::move(tls)) {
    shared_.handler = std::move(handler);
    shared_.pool = std::move(pool);
    shared_.on_end = [this](HttpSession* session) { End(session); };
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
          "cannot listen on ", ToString(address),
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
      for (HttpSession* session : sessions_) session->CloseIfIdle();
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
    auto session = MakeHttpSession(
        std::move(socket), tls_ == nullptr ? nullptr : tls_->Get(absl::Now()),
        shared_);
    if (session != nullptr) Add(session);
  }

  void Add(const std::shared_ptr<HttpSession>& session) {
    sessions_.insert(session.get());
    CountSessions();
    session->Start();
  }

  void End(HttpSession* session) {
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
  std::set<HttpSession*> sessions_;
  bool is_accepting_ = false;
  absl::Mutex mutex_;
  size_t session_count_ ABSL_GUARDED_BY(mutex_) = 0;
  bool has_stopped_ ABSL_GUARDED_BY(mutex_) = false;
  HttpSessionsShare shared_;
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
      WorkerPool::Create({.threads = kHandlerThreads,
                          .threads_per_caller = kHandlerThreadsPerCaller,
                          .max_tasks = static_cast<int>(kMaxConnections)}));
  auto acceptor = std::make_unique<Acceptor>(std::move(handler),
                                             std::move(pool), std::move(tls));
  ListenAddress address = options.listen;
  PRESSTM_RETURN_IF_ERROR(acceptor->Listen(address));
  return std::unique_ptr<HttpListener>(
      new HttpListener(std::move(acceptor), address));
}

void HttpListener::Stop(absl::Duration grace) { acceptor_->Stop(grace); }

}  // namespace presstm
