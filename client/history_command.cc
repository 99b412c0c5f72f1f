// presstm history, restore and changes: what has become of units.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "client/call_error.h"
#include "client/change_output.h"
#include "client/command.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "client/text_output.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr int kPageSize = 200;

struct HistoryFlags {
  std::string id;
  std::string memory = kDefaultMemory;
  int64_t revision = 0;
  std::string etag;
};

struct ChangesFlags {
  std::string memory;  // Empty: all.
  int64_t since = 0;
  int64_t limit = 0;  // 0: all.
};

void ShowChange(const Session& session, const v1::Change& change) {
  if (session.options().json) {
    PrintJson(ChangeToJson(change));
  } else {
    PrintChange(change);
  }
}

// Shows all pages of changes, at most `limit` of them if it is not 0. Returns
// how many.
template <typename Request, typename Response>
absl::StatusOr<int64_t> ShowPages(
    Session& session,
    grpc::Status (Session::Stub::*method)(grpc::ClientContext*, const Request&,
                                          Response*),
    Request request, int64_t limit) {
  int64_t shown = 0;
  while (true) {
    request.set_page_size(limit == 0 ? kPageSize
                                     : static_cast<int>(std::min<int64_t>(
                                           kPageSize, limit - shown)));
    PRESSTM_ASSIGN_OR_RETURN(const Response page,
                             session.Call(method, request));
    for (const v1::Change& change : page.changes()) {
      ShowChange(session, change);
      ++shown;
    }
    if (page.next_page_token().empty() || (limit > 0 && shown >= limit)) {
      return shown;
    }
    request.set_page_token(page.next_page_token());
  }
}

absl::StatusOr<ExitCode> RunHistory(Session& session,
                                    const HistoryFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("ID", flags.id));
  v1::ListTranslationUnitRevisionsRequest request;
  PRESSTM_ASSIGN_OR_RETURN(*request.mutable_name(),
                           UnitResourceName(flags.memory, flags.id));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  const auto shown =
      ShowPages(session, &Session::Stub::ListTranslationUnitRevisions, request,
                /*limit=*/0);
  PRESSTM_RETURN_IF_ERROR(NameOption(shown.status(), {{"name", "ID"}}));
  return *shown > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

absl::StatusOr<ExitCode> RunRestore(Session& session,
                                    const HistoryFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("ID", flags.id));
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--etag", flags.etag));
  v1::RestoreTranslationUnitRequest request;
  PRESSTM_ASSIGN_OR_RETURN(*request.mutable_name(),
                           UnitResourceName(flags.memory, flags.id));
  request.set_revision(flags.revision);
  request.set_etag(flags.etag);
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  const auto unit =
      session.Call(&Session::Stub::RestoreTranslationUnit, request);
  PRESSTM_RETURN_IF_ERROR(NameOption(unit.status(), {{"name", "ID"}}));
  if (session.options().json) {
    PrintJson(UnitToJson(*unit));
  } else {
    PrintUnit(*unit);
  }
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunChanges(Session& session,
                                    const ChangesFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  v1::ListChangesRequest request;
  request.set_after_sequence(flags.since);
  if (!flags.memory.empty()) request.set_parent(MemoryPath(flags.memory));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  const auto shown =
      ShowPages(session, &Session::Stub::ListChanges, request, flags.limit);
  PRESSTM_RETURN_IF_ERROR(NameOption(shown.status(), {{"parent", "--memory"}}));
  return *shown > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

// Adds a sub-command about one unit.
CLI::App* AddOfUnit(CLI::App& app, const char* name, const char* help,
                    HistoryFlags& flags) {
  CLI::App* sub = app.add_subcommand(name, help);
  sub->add_option("ID", flags.id, "The unit's id")
      ->required()
      ->option_text(" ");
  sub->add_option("--memory", flags.memory, "The memory it is in")
      ->type_name("NAME")
      ->capture_default_str();
  return sub;
}

}  // namespace

void AddHistoryCommands(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<HistoryFlags>();
  commands.push_back(
      {AddOfUnit(app, "history", "Show what has become of a translation unit",
                 *flags),
       [flags](Session& session) { return RunHistory(session, *flags); }});
  CLI::App* restore = AddOfUnit(
      app, "restore", "Undo a change, or the deletion, of a translation unit",
      *flags);
  restore
      ->add_option("--revision", flags->revision,
                   "The revision wanted back, as history shows it; else the "
                   "one before, or of a deleted unit the last")
      ->transform(WholeNumber(1))
      ->option_text("N");
  restore
      ->add_option("--etag", flags->etag,
                   "Only if the unit still has it, as get shows it")
      ->type_name("ETAG");
  commands.push_back({restore, [flags](Session& session) {
                        return RunRestore(session, *flags);
                      }});
  auto changes = std::make_shared<ChangesFlags>();
  CLI::App* sub =
      app.add_subcommand("changes", "Show all changes, oldest first");
  sub->add_option("--since", changes->since,
                  "Only those after the one with this sequence number")
      ->transform(WholeNumber(0))
      ->option_text("N [0]");
  sub->add_option("--limit", changes->limit, "At most so many")
      ->transform(WholeNumber(1))
      ->option_text("N");
  sub->add_option("--memory", changes->memory, "Only those of this memory")
      ->type_name("NAME");
  commands.push_back({sub, [changes](Session& session) {
                        return RunChanges(session, *changes);
                      }});
}

}  // namespace presstm
