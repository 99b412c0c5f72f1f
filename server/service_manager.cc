#include "server/service_manager.h"

#include <systemd/sd-daemon.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace presstm {
namespace {

// That the manager cannot be told changes nothing for clients.
void Notify(const std::string& state) {
  sd_notify(/*unset_environment=*/0, state.c_str());
}

}  // namespace

void ReportLoading() { Notify("STATUS=Opening the database"); }

void ReportReady(absl::string_view address) {
  Notify(absl::StrCat("READY=1\nSTATUS=Listening on ", address));
}

void ReportStopping() { Notify("STOPPING=1\nSTATUS=Finishing calls"); }

}  // namespace presstm
