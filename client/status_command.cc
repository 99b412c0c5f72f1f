// presstm status: whether a server answers, and what it has.
#include <iostream>
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
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct ServerStatus {
  absl::Duration latency;  // Of the first answer.
  std::vector<v1::Memory> memories;
  int64_t unit_count = 0;  // In all of them.
};

absl::StatusOr<ServerStatus> Ask(Session& session) {
  ServerStatus status;
  v1::ListMemoriesRequest request;
  const absl::Time start = absl::Now();
  do {
    PRESSTM_ASSIGN_OR_RETURN(
        const v1::ListMemoriesResponse page,
        session.Call(&Session::Stub::ListMemories, request));
    if (request.page_token().empty()) status.latency = absl::Now() - start;
    for (const v1::Memory& memory : page.memories()) {
      status.unit_count += memory.translation_unit_count();
      status.memories.push_back(memory);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return status;
}

void PrintStatus(const GlobalOptions& options, const ServerStatus& status) {
  const bool is_server = options.db.empty();
  std::cout << (is_server ? "server    " : "database  ")
            << ToPrintable(is_server ? options.server : options.db) << '\n'
            << "answered  in "
            << absl::StrFormat("%.1f ms\n",
                               absl::ToDoubleMilliseconds(status.latency))
            << "memories  " << status.memories.size() << '\n'
            << "units     " << status.unit_count << '\n';
  for (const v1::Memory& memory : status.memories) {
    std::cout << "  " << ToPrintable(MemoryOf(memory.name())) << '\t'
              << memory.translation_unit_count() << '\n';
  }
}

Json StatusToJson(const GlobalOptions& options, const ServerStatus& status) {
  Json json;
  if (options.db.empty()) {
    json["server"] = options.server;
  } else {
    json["database"] = options.db;
  }
  json["latency_us"] = absl::ToInt64Microseconds(status.latency);
  json["translation_units"] = status.unit_count;
  json["memories"] = Json::array();
  for (const v1::Memory& memory : status.memories) {
    json["memories"].push_back(MemoryToJson(memory));
  }
  return json;
}

absl::StatusOr<ExitCode> RunStatus(Session& session) {
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  PRESSTM_ASSIGN_OR_RETURN(const ServerStatus status, Ask(session));
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
      "status", "Show whether the server answers and what it has");
  commands.push_back({sub, &RunStatus});
}

}  // namespace presstm
