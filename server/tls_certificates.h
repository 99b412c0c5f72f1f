// The certificate a server shows, which is renewed while it runs.
#ifndef SERVER_TLS_CERTIFICATES_H_
#define SERVER_TLS_CERTIFICATES_H_

#include <array>
#include <cstdint>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/pem_files.h"
#include "server/tls_files.h"

namespace presstm {

// Thread-safe.
class TlsCertificates {
 public:
  // The errors of ReadTlsMaterial. Logs a certificate that has ended, or will
  // within the month.
  static absl::StatusOr<std::unique_ptr<TlsCertificates>> Open(
      const TlsFiles& files);

  const TlsFiles& files() const { return files_; }

  // What is to be used at `now`: of files that have changed the new content, if
  // they can be used and belong together, else that of before. Looks at them
  // once a second at most, and logs what it finds.
  std::shared_ptr<const TlsMaterial> Get(absl::Time now)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // By which a file shows that it has changed.
  struct Stamp {
    int64_t device = 0;
    int64_t inode = 0;
    int64_t size_bytes = 0;
    int64_t change_time_ns = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  using Stamps = std::array<Stamp, 3>;

  explicit TlsCertificates(const TlsFiles& files) : files_(files) {}
  static Stamp StampOf(const std::string& path);
  Stamps StampsNow() const;
  void TakeNew() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const TlsFiles files_;
  absl::Mutex mutex_;
  std::shared_ptr<const TlsMaterial> material_ ABSL_GUARDED_BY(mutex_);
  Stamps stamps_ ABSL_GUARDED_BY(mutex_);
  absl::Time next_look_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace presstm

#endif  // SERVER_TLS_CERTIFICATES_H_
