// A running server: the database, the threads, the services and gRPC.
#ifndef SERVER_SERVER_H_
#define SERVER_SERVER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "server/limits.h"
#include "server/listen_address.h"
#include "server/metrics.h"
#include "server/tls_files.h"

namespace presstm {

// Serves the services of presstm.v1, and to everyone the
// standard health service and server reflection. Thread-safe.
class Server {
 public:
  struct Options {
    std::string db_path;
    // Where to listen; none = in this process only.
    std::optional<ListenAddress> listen;
    std::optional<TlsFiles> tls;  // None: connections are not encrypted.
    // Else everyone may do everything.
    bool requires_authentication = false;
    // Unary calls of one caller that read, worked on at once, and streams of
    // look-ups of all.
    int unary_threads = 4;
    // Unary calls that write, at once. They mostly wait for the disk, together
    // (tm_store/write_queue.h): the more there are, the more share a sync.
    // One caller has three quarters of them.
    int write_threads = 32;
    int transfer_threads = 16;  // Imports, exports and the like, at once.
    Limits limits;
    // Told of calls and of the server's state. Must outlive the server; null
    // for its own.
    Metrics* metrics = nullptr;
  };

  // Opens the database and starts serving. Errors: those of
  // TranslationMemory::Open and ReadTlsMaterial; Unavailable if the port
  // cannot be had.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options);

  // Shuts down without grace.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Whether somebody is an administrator; only they can give roles.
  bool HasAdministrator() const;

  // Where it listens, with the port that was chosen; nullopt if nowhere.
  const std::optional<ListenAddress>& address() const;

  // As TranslationMemory::CheckWritable. Start has logged the error.
  absl::Status CheckWritable() const;

  // A channel to it that needs no socket. Must not be used after the end of
  // the server.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Of a memory that exists: see TranslationMemory::LanguagesOf. The API does
  // not tell; whether the caller may know of the memory it does.
  absl::StatusOr<std::vector<std::string>> LanguagesOf(
      absl::string_view memory) const;

  // Reports NOT_SERVING, takes no new calls, lets running ones go on for
  // `grace`, then cancels them and waits for their end.
  void Shutdown(absl::Duration grace);

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace presstm

#endif  // SERVER_SERVER_H_
