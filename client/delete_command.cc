// presstm delete: removes translation units.
#include <cstdint>
#include <iostream>
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
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct DeleteFlags {
  std::vector<std::string> ids;
  std::string memory = kDefaultMemory;
};

absl::StatusOr<ExitCode> RunDelete(Session& session, const DeleteFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  std::vector<v1::DeleteTranslationUnitRequest> requests;
  for (const std::string& id : flags.ids) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("ID", id));
    PRESSTM_ASSIGN_OR_RETURN(const std::string name,
                             UnitResourceName(flags.memory, id));
    requests.emplace_back().set_name(name);
  }
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  Json deleted = Json::array();
  Json missing = Json::array();
  absl::Status failure;
  for (const v1::DeleteTranslationUnitRequest& request : requests) {
    const int64_t id = UnitIdOf(request.name());
    const absl::Status status =
        session.Call(&Session::Stub::DeleteTranslationUnit, request).status();
    if (ReasonOf(status) == "TRANSLATION_UNIT_NOT_FOUND") {
      ReportError(status);
      missing.push_back(id);
      continue;
    }
    failure = NameOption(status, {{"name", "ID"}});
    if (!failure.ok()) break;
    deleted.push_back(id);
    if (!session.options().json) std::cout << "deleted #" << id << std::endl;
  }
  if (session.options().json) {
    PrintJson({{"deleted", deleted}, {"missing", missing}});
  }
  PRESSTM_RETURN_IF_ERROR(failure);
  return missing.empty() ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace

void AddDeleteCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<DeleteFlags>();
  CLI::App* sub = app.add_subcommand("delete", "Delete translation units");
  sub->add_option("ID", flags->ids, "Their ids")
      ->required()
      ->option_text("...");
  sub->add_option("--memory", flags->memory, "The memory they are in")
      ->type_name("NAME")
      ->capture_default_str();
  commands.push_back(
      {sub, [flags](Session& session) { return RunDelete(session, *flags); }});
}

}  // namespace presstm
