#include "tm_store/storage/connection_pool.h"

#include <utility>

#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Idle connections kept, each with its page cache and prepared statements.
constexpr size_t kMaxIdle = 8;

}  // namespace

PooledConnection::~PooledConnection() {
  if (connection_ != nullptr) pool_->Return(std::move(connection_));
}

ConnectionPool::ConnectionPool(std::unique_ptr<SqliteConnection> connection) {
  idle_.push_back(std::move(connection));
}

ConnectionPool::ConnectionPool(Opener open) : open_(std::move(open)) {}

absl::StatusOr<PooledConnection> ConnectionPool::Acquire() {
  {
    absl::MutexLock lock(&mutex_);
    if (open_ == nullptr) {
      mutex_.Await(absl::Condition(this, &ConnectionPool::HasIdle));
    }
    if (!idle_.empty()) {
      // The one returned last has the warmest cache.
      std::unique_ptr<SqliteConnection> connection = std::move(idle_.back());
      idle_.pop_back();
      return PooledConnection(this, std::move(connection));
    }
  }
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> connection,
                           open_());
  return PooledConnection(this, std::move(connection));
}

void ConnectionPool::Return(std::unique_ptr<SqliteConnection> connection) {
  absl::MutexLock lock(&mutex_);
  if (idle_.size() < kMaxIdle) idle_.push_back(std::move(connection));
  // Else closed once the lock is released: parameters die after locals.
}

}  // namespace presstm
