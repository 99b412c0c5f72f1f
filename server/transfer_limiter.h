// So many imports, exports and the like at once for each who calls.
#ifndef SERVER_TRANSFER_LIMITER_H_
#define SERVER_TRANSFER_LIMITER_H_

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace presstm {

// Keeps one caller from taking all the threads that these calls hold as long
// as they last. Thread-safe.
class TransferLimiter {
 public:
  // 0 = any number.
  explicit TransferLimiter(int per_caller) : per_caller_(per_caller) {}
  TransferLimiter(const TransferLimiter&) = delete;
  TransferLimiter& operator=(const TransferLimiter&) = delete;

  // A place for one call, given back when the last copy is gone, which must
  // be before this is.
  using Place = std::shared_ptr<const void>;

  // ResourceExhausted if `name` has all of its places.
  absl::StatusOr<Place> Take(absl::string_view name)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void GiveBack(const std::string& name) ABSL_LOCKS_EXCLUDED(mutex_);

  const int per_caller_;
  absl::Mutex mutex_;
  // How many places are taken; no entry for none.
  absl::flat_hash_map<std::string, int> taken_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace presstm

#endif  // SERVER_TRANSFER_LIMITER_H_
