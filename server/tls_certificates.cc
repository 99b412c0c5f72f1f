#include "server/tls_certificates.h"

#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "server/log.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr absl::Duration kBetweenLooks = absl::Seconds(1);
constexpr absl::Duration kWarnBeforeEnd = absl::Hours(30 * 24);

std::string Day(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

void WarnOfEnd(const std::string& path, absl::Time end) {
  const absl::Time now = absl::Now();
  if (end - now > kWarnBeforeEnd) return;
  LogWarning(absl::StrCat(path, ": the certificate ",
                          end < now ? "ended" : "will end", " on ", Day(end)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<TlsCertificates>> TlsCertificates::Open(
    const TlsFiles& files) {
  std::unique_ptr<TlsCertificates> certificates(new TlsCertificates(files));
  absl::MutexLock lock(&certificates->mutex_);
  certificates->stamps_ = certificates->StampsNow();
  PRESSTM_ASSIGN_OR_RETURN(TlsMaterial material, ReadTlsMaterial(files));
  WarnOfEnd(files.certificate, material.end);
  certificates->material_ =
      std::make_shared<const TlsMaterial>(std::move(material));
  return certificates;
}

TlsCertificates::Stamp TlsCertificates::StampOf(const std::string& path) {
  struct stat state = {};
  if (path.empty() || stat(path.c_str(), &state) != 0) return {};
  return {static_cast<int64_t>(state.st_dev),
          static_cast<int64_t>(state.st_ino), state.st_size,
          absl::ToUnixNanos(absl::TimeFromTimespec(state.st_mtim))};
}

TlsCertificates::Stamps TlsCertificates::StampsNow() const {
  return {StampOf(files_.certificate), StampOf(files_.private_key),
          StampOf(files_.client_authorities)};
}

std::shared_ptr<const TlsMaterial> TlsCertificates::Get(absl::Time now) {
  absl::MutexLock lock(&mutex_);
  if (now >= next_look_) {
    next_look_ = now + kBetweenLooks;
    TakeNew();
  }
  return material_;
}

// The stamps come before the content: what is written meanwhile has others, and
// is read the next time. So are files that did not fit together yet.
void TlsCertificates::TakeNew() {
  const Stamps stamps = StampsNow();
  if (stamps == stamps_) return;
  stamps_ = stamps;
  absl::StatusOr<TlsMaterial> material = ReadTlsMaterial(files_);
  if (!material.ok()) {
    LogWarning(
        absl::StrCat("the certificate files have changed and cannot be "
                     "used, those of before are: ",
                     material.status().message()));
    return;
  }
  if (*material == *material_) return;
  LogInfo(absl::StrCat(files_.certificate,
                       ": from now on its new content is used; the certificate "
                       "ends on ",
                       Day(material->end)));
  WarnOfEnd(files_.certificate, material->end);
  material_ = std::make_shared<const TlsMaterial>(*std::move(material));
}

}  // namespace presstm
