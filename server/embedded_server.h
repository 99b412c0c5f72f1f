// The server inside another process, without a socket.
//
// The client's --db FILE mode uses it rather than the library itself: one
// code path, hence one behaviour and one set of errors in both modes, for the
// price of one conversion of each message.
#ifndef SERVER_EMBEDDED_SERVER_H_
#define SERVER_EMBEDDED_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "server/server.h"

namespace presstm {

// Serves what presstm-server serves. Thread-safe. Its end waits for running
// calls, which it cancels, and closes the database.
//
//   auto server = EmbeddedServer::Open("press.db");
//   auto stub = v1::TranslationMemoryService::NewStub((*server)->channel());
class EmbeddedServer {
 public:
  // Opens or creates the database. Errors: those of TranslationMemory::Open.
  static absl::StatusOr<std::unique_ptr<EmbeddedServer>> Open(
      const std::string& db_path);

  // Puts a backup in the place of the database at `db_path`, which must not be
  // open: see RestoreBackup of tm_store/storage/backup.h.
  static absl::Status Restore(const std::string& backup,
                              const std::string& db_path, bool overwrite);

  // FailedPrecondition with DATABASE_IN_USE if there is a database at `path`
  // that is open, in this process or another: see FileLock.
  static absl::Status CheckNotInUse(const std::string& path);

  // FailedPrecondition if there is an SQLite database at `path`, anybody's.
  static absl::Status CheckIsNoDatabase(const std::string& path);

  // As TranslationMemory::CheckWritable.
  absl::Status CheckWritable() const { return server_->CheckWritable(); }

  // The same channel each time. Stubs on it must not be used after the end of
  // the server.
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }

 private:
  explicit EmbeddedServer(std::unique_ptr<Server> server);

  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace presstm

#endif  // SERVER_EMBEDDED_SERVER_H_
