// What the shell looks up with, and the commands that change it.
#ifndef CLIENT_SHELL_SETTINGS_H_
#define CLIENT_SHELL_SETTINGS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "client/lookup_request.h"
#include "client/session.h"
#include "client/shell_line.h"

namespace presstm {

// Thread-compatible.
class ShellSettings {
 public:
  // `session` must be connected and outlive this.
  ShellSettings(Session& session, LookupFlags flags)
      : session_(session), flags_(std::move(flags)) {}

  const LookupFlags& flags() const { return flags_; }

  // Does what :from, :to, :memory, :threshold and :limit say. Without an
  // argument, and where the prompt does not show it, the setting is printed.
  // An error leaves it as it was.
  absl::Status Execute(const ShellLine& line);

  void Swap() { std::swap(flags_.from, flags_.to); }

  // The names of the memories searched, and the one that is written to.
  std::vector<std::string> Memories() const;
  std::string MemoryToWrite() const { return Memories().front(); }

 private:
  absl::Status SetMemories(const std::string& text);

  Session& session_;
  LookupFlags flags_;
};

}  // namespace presstm

#endif  // CLIENT_SHELL_SETTINGS_H_
