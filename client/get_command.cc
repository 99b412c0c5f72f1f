// presstm get: translation units by id.
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "client/call_error.h"
#include "client/command.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/text_output.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct GetFlags {
  std::vector<std::string> ids;
  std::string memory = kDefaultMemory;
};

absl::StatusOr<ExitCode> RunGet(Session& session, const GetFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  std::vector<v1::GetTranslationUnitRequest> requests;
  for (const std::string& id : flags.ids) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("ID", id));
    PRESSTM_ASSIGN_OR_RETURN(const std::string name,
                             UnitResourceName(flags.memory, id));
    requests.emplace_back().set_name(name);
  }
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  ExitCode exit_code = ExitCode::kDone;
  for (const v1::GetTranslationUnitRequest& request : requests) {
    const auto unit = session.Call(&Session::Stub::GetTranslationUnit, request);
    if (ReasonOf(unit.status()) == "TRANSLATION_UNIT_NOT_FOUND") {
      exit_code = ReportError(unit.status());
      continue;
    }
    PRESSTM_RETURN_IF_ERROR(NameOption(unit.status(), {{"name", "ID"}}));
    if (session.options().json) {
      PrintJson(UnitToJson(*unit));
    } else {
      PrintUnit(*unit);
    }
  }
  return exit_code;
}

}  // namespace

void AddGetCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<GetFlags>();
  CLI::App* sub = app.add_subcommand("get", "Show translation units");
  sub->add_option("ID", flags->ids, "Their ids, as lookup and add show them")
      ->required()
      ->option_text("...");
  sub->add_option("--memory", flags->memory, "The memory they are in")
      ->type_name("NAME")
      ->capture_default_str();
  commands.push_back(
      {sub, [flags](Session& session) { return RunGet(session, *flags); }});
}

}  // namespace presstm
