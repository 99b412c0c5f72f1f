// presstm status: whether a server answers, what it has, and how it does.
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/command.h"
#include "client/display_text.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/server_status_output.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct Answers {
  std::string version;     // Of the server.
  absl::Duration latency;  // Of the first answer.
  std::vector<v1::Memory> memories;
  int64_t unit_count = 0;  // In all of them.
  // For administrators.
  std::optional<v1::ServerStatus> server;
};

absl::Status AskForServer(Session& session, Answers& answers) {
  absl::StatusOr<v1::ServerStatus> server = session.Call(
      &Session::StatusStub::GetServerStatus, v1::GetServerStatusRequest());
  if (absl::IsPermissionDenied(server.status())) return absl::OkStatus();
  PRESSTM_RETURN_IF_ERROR(server.status());
  answers.server = *std::move(server);
  return absl::OkStatus();
}

absl::StatusOr<Answers> Ask(Session& session) {
  Answers status;
  const absl::Time start = absl::Now();
  PRESSTM_ASSIGN_OR_RETURN(
      const v1::GetVersionResponse version,
      session.Call(&Session::StatusStub::GetVersion, v1::GetVersionRequest()));
  status.latency = absl::Now() - start;
  status.version = version.version();
  v1::ListMemoriesRequest request;
  do {
    PRESSTM_ASSIGN_OR_RETURN(
        const v1::ListMemoriesResponse page,
        session.Call(&Session::Stub::ListMemories, request));
    for (const v1::Memory& memory : page.memories()) {
      status.unit_count += memory.translation_unit_count();
      status.memories.push_back(memory);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  PRESSTM_RETURN_IF_ERROR(AskForServer(session, status));
  return status;
}

void PrintStatus(const GlobalOptions& options, const Answers& status) {
  const bool is_server = options.db.empty();
  std::cout << (is_server ? "server    " : "database  ")
            << ToPrintable(is_server ? options.server : options.db) << '\n'
            << "version   " << ToPrintable(status.version) << '\n'
            << "answered  in "
            << absl::StrFormat("%.1f ms\n",
                               absl::ToDoubleMilliseconds(status.latency))
            << "memories  " << status.memories.size() << '\n'
            << "units     " << status.unit_count << '\n';
  for (const v1::Memory& memory : status.memories) {
    std::cout << "  " << ToPrintable(MemoryOf(memory.name())) << '\t'
              << memory.translation_unit_count() << '\n';
  }
  if (status.server.has_value()) {
    std::cout << ServerStatusToText(*status.server);
  } else {
    std::cout << "Administrators see more.\n";
  }
}

Json StatusToJson(const GlobalOptions& options, const Answers& status) {
  Json json;
  if (options.db.empty()) {
    json["server"] = options.server;
  } else {
    json["database"] = options.db;
  }
  json["version"] = status.version;
  json["latency_us"] = absl::ToInt64Microseconds(status.latency);
  json["translation_units"] = status.unit_count;
  json["memories"] = Json::array();
  for (const v1::Memory& memory : status.memories) {
    json["memories"].push_back(MemoryToJson(memory));
  }
  if (status.server.has_value()) AddServerStatus(*status.server, json);
  return json;
}

absl::StatusOr<ExitCode> RunStatus(Session& session) {
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  PRESSTM_ASSIGN_OR_RETURN(const Answers status, Ask(session));
  if (session.options().json) {
    PrintJson(StatusToJson(session.options(), status));
  } else {
    PrintStatus(session.options(), status);
  }
  return ExitCode::kDone;
}

}  // namespace

void AddStatusCommand(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* sub = app.add_subcommand(
      "status", "Show whether the server answers, what it has and how it does");
  commands.push_back({sub, &RunStatus});
}

}  // namespace presstm
