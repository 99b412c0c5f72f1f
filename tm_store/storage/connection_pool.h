// Connections that are lent to one user at a time.
#ifndef TM_STORE_STORAGE_CONNECTION_POOL_H_
#define TM_STORE_STORAGE_CONNECTION_POOL_H_

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "tm_store/storage/sqlite_connection.h"

namespace presstm {

class ConnectionPool;

// A connection on loan; goes back when destroyed, on any thread.
class PooledConnection {
 public:
  PooledConnection(ConnectionPool* pool,
                   std::unique_ptr<SqliteConnection> connection)
      : pool_(pool), connection_(std::move(connection)) {}
  PooledConnection(PooledConnection&&) noexcept = default;
  PooledConnection& operator=(PooledConnection&&) = delete;
  ~PooledConnection();

  SqliteConnection& operator*() const { return *connection_; }
  SqliteConnection* operator->() const { return connection_.get(); }

 private:
  ConnectionPool* pool_;
  std::unique_ptr<SqliteConnection> connection_;
};

// Thread-safe. Must outlive what it has lent.
class ConnectionPool {
 public:
  using Opener =
      std::function<absl::StatusOr<std::unique_ptr<SqliteConnection>>()>;

  // A pool of exactly `connection`: Acquire waits until it is back.
  explicit ConnectionPool(std::unique_ptr<SqliteConnection> connection);
  // A pool that grows by `open` whenever none is idle, so that nobody waits;
  // a bounded number of idle ones is kept.
  explicit ConnectionPool(Opener open);

  absl::StatusOr<PooledConnection> Acquire() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  friend class PooledConnection;

  bool HasIdle() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return !idle_.empty();
  }
  void Return(std::unique_ptr<SqliteConnection> connection)
      ABSL_LOCKS_EXCLUDED(mutex_);

  const Opener open_;  // Null in a pool of one.
  absl::Mutex mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace presstm

#endif  // TM_STORE_STORAGE_CONNECTION_POOL_H_
