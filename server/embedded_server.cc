#include "server/embedded_server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/backup.h"
#include "tm_store/storage/database_file.h"
#include "tm_store/storage/file_lock.h"

namespace presstm {

absl::StatusOr<std::unique_ptr<EmbeddedServer>> EmbeddedServer::Open(
    const std::string& db_path) {
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<Server> server,
                           Server::Start({.db_path = db_path,
                                          .listen = std::nullopt,
                                          .unary_threads = 2,
                                          .transfer_threads = 2}));
  return std::unique_ptr<EmbeddedServer>(new EmbeddedServer(std::move(server)));
}

absl::Status EmbeddedServer::Restore(const std::string& backup,
                                     const std::string& db_path,
                                     bool overwrite) {
  return RestoreBackup(backup, db_path, overwrite);
}

absl::Status EmbeddedServer::CheckNotInUse(const std::string& path) {
  return FileLock::TakeIfExists(path).status();
}

absl::Status EmbeddedServer::CheckIsNoDatabase(const std::string& path) {
  if (!IsSqliteFile(path)) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      path, ": is a database, and was left as it is: give another file"));
}

EmbeddedServer::EmbeddedServer(std::unique_ptr<Server> server)
    : server_(std::move(server)), channel_(server_->InProcessChannel()) {}

}  // namespace presstm
