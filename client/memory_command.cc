// presstm memory: makes, changes, lists, shows and deletes memories.
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/display_text.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "client/text_output.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct MemoryFlags {
  std::string name;
  std::string display_name;
  std::string description;
  int penalty = 0;
  v1::WriteRule rule = v1::WRITE_RULE_UNSPECIFIED;
  bool checks_quality = false;
  bool yes = false;
};

// What people set, and the fields of Memory it stands for.
struct SettingOption {
  const char* option;
  const char* field;
};
constexpr SettingOption kSettings[] = {{"--display-name", "display_name"},
                                       {"--description", "description"},
                                       {"--penalty", "default_penalty"},
                                       {"--rule", "write_rule"},
                                       {"--check-quality", "checks_quality"}};

void ShowMemory(Session& session, const v1::Memory& memory) {
  if (session.options().json) {
    PrintJson(MemoryToJson(memory));
  } else {
    PrintMemory(memory);
  }
}

// A missing memory is what was asked for and is not there.
absl::StatusOr<ExitCode> NotFoundOr(const absl::Status& status) {
  const absl::Status named =
      NameOption(status, {{"name", "NAME"}, {"memory_id", "NAME"}});
  if (ReasonOf(status) != "MEMORY_NOT_FOUND") return named;
  ReportError(named);
  return ExitCode::kNothingFound;
}

absl::Status CheckTexts(const MemoryFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("NAME", flags.name));
  PRESSTM_RETURN_IF_ERROR(
      CheckUtf8Option("--display-name", flags.display_name));
  return CheckUtf8Option("--description", flags.description);
}

// What people set of a memory.
v1::Memory ToMemory(const MemoryFlags& flags) {
  v1::Memory memory;
  memory.set_display_name(flags.display_name);
  memory.set_description(flags.description);
  memory.set_default_penalty(flags.penalty);
  memory.set_write_rule(flags.rule);
  memory.set_checks_quality(flags.checks_quality);
  return memory;
}

absl::StatusOr<ExitCode> RunCreate(Session& session, const MemoryFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckTexts(flags));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsMade));
  v1::CreateMemoryRequest request;
  request.set_memory_id(MemoryOf(flags.name));
  *request.mutable_memory() = ToMemory(flags);
  const auto created = session.Call(&Session::Stub::CreateMemory, request);
  PRESSTM_RETURN_IF_ERROR(
      NameOption(created.status(), {{"memory_id", "NAME"},
                                    {"memory.display_name", "--display-name"},
                                    {"memory.description", "--description"}}));
  ShowMemory(session, *created);
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunUpdate(Session& session, const MemoryFlags& flags,
                                   const CLI::App& sub) {
  PRESSTM_RETURN_IF_ERROR(CheckTexts(flags));
  v1::UpdateMemoryRequest request;
  *request.mutable_memory() = ToMemory(flags);
  request.mutable_memory()->set_name(MemoryPath(flags.name));
  for (const SettingOption& setting : kSettings) {
    if (sub.count(setting.option) > 0) {
      request.mutable_update_mask()->add_paths(setting.field);
    }
  }
  if (request.update_mask().paths().empty()) {
    return UsageError("give the options that are to change");
  }
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  const auto updated = session.Call(&Session::Stub::UpdateMemory, request);
  PRESSTM_RETURN_IF_ERROR(
      NameOption(updated.status(), {{"name", "NAME"},
                                    {"memory.name", "NAME"},
                                    {"memory.display_name", "--display-name"},
                                    {"memory.description", "--description"}}));
  ShowMemory(session, *updated);
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunList(Session& session) {
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  v1::ListMemoriesRequest request;
  Json list = Json::array();
  do {
    PRESSTM_ASSIGN_OR_RETURN(
        const v1::ListMemoriesResponse page,
        session.Call(&Session::Stub::ListMemories, request));
    for (const v1::Memory& memory : page.memories()) {
      if (session.options().json) {
        list.push_back(MemoryToJson(memory));
      } else {
        std::cout << ToPrintable(MemoryOf(memory.name())) << '\t'
                  << memory.translation_unit_count() << '\t'
                  << ToPrintable(memory.display_name()) << '\n';
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (session.options().json) PrintJson({{"memories", std::move(list)}});
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunShow(Session& session, const MemoryFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("NAME", flags.name));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  v1::GetMemoryRequest request;
  request.set_name(MemoryPath(flags.name));
  const auto memory = session.Call(&Session::Stub::GetMemory, request);
  if (!memory.ok()) return NotFoundOr(memory.status());
  ShowMemory(session, *memory);
  return ExitCode::kDone;
}

// Asks whoever sits at the terminal. A script has nobody to ask, and a deleted
// memory does not come back.
absl::Status Confirm(const MemoryFlags& flags) {
  if (flags.yes) return absl::OkStatus();
  if (isatty(STDIN_FILENO) == 0) {
    return UsageError(
        "nothing was deleted: give --yes where there is no terminal to ask at");
  }
  std::cerr << "Delete the memory " << ToPrintable(flags.name)
            << " with all its translation units? [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  if (answer == "y" || answer == "Y" || answer == "yes") {
    return absl::OkStatus();
  }
  return UsageError("nothing was deleted");
}

absl::StatusOr<ExitCode> RunDelete(Session& session, const MemoryFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("NAME", flags.name));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  PRESSTM_RETURN_IF_ERROR(Confirm(flags));
  v1::DeleteMemoryRequest request;
  request.set_name(MemoryPath(flags.name));
  const auto deleted = session.Call(&Session::Stub::DeleteMemory, request);
  if (!deleted.ok()) return NotFoundOr(deleted.status());
  if (session.options().json) {
    PrintJson({{"deleted", MemoryOf(request.name())}});
  } else {
    std::cout << "deleted the memory " << ToPrintable(flags.name) << '\n';
  }
  return ExitCode::kDone;
}

// Adds a sub-command of `memory` that takes a name.
CLI::App* AddNamed(CLI::App& parent, const char* name, const char* help,
                   MemoryFlags& flags) {
  CLI::App* sub = parent.add_subcommand(name, help);
  sub->add_option("NAME", flags.name, "The memory's name")
      ->required()
      ->option_text(" ");
  return sub;
}

void AddSettings(CLI::App& sub, MemoryFlags& flags) {
  sub.add_option("--display-name", flags.display_name, "A name for people")
      ->type_name("TEXT");
  sub.add_option("--description", flags.description, "What it is for")
      ->type_name("TEXT");
  sub.add_option("--penalty", flags.penalty,
                 "Points taken off the score of all it offers")
      ->transform(WholeNumber(0, 100))
      ->option_text("0-100 [0]");
  sub.add_option("--rule", flags.rule,
                 "What to do on writing where a source is stored with "
                 "another target")
      ->transform(OneOf(RuleOptions()))
      ->option_text(
          "keep-all|replace-same-source|replace-same-source-and-context|"
          "keep-newest|skip-existing [keep-all]");
  sub.add_option("--check-quality", flags.checks_quality,
                 "Whether who writes to it is warned of numbers that are "
                 "missing in the target, codes without counterpart, a text "
                 "left as it was or in a wrong script")
      ->transform(OneOf({{"yes", "true"}, {"no", "false"}}))
      ->option_text("yes|no [no]");
}

}  // namespace

void AddMemoryCommands(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<MemoryFlags>();
  CLI::App* memory = app.add_subcommand(
      "memory", "Make, change, list, show and delete memories");
  memory->require_subcommand(1);
  CLI::App* create = AddNamed(*memory, "create", "Make a memory", *flags);
  AddSettings(*create, *flags);
  commands.push_back({create, [flags](Session& session) {
                        return RunCreate(session, *flags);
                      }});
  CLI::App* update =
      AddNamed(*memory, "update", "Change what is set of a memory", *flags);
  AddSettings(*update, *flags);
  commands.push_back({update, [flags, update](Session& session) {
                        return RunUpdate(session, *flags, *update);
                      }});
  commands.push_back({memory->add_subcommand("list", "List the memories"),
                      [](Session& session) { return RunList(session); }});
  commands.push_back(
      {AddNamed(*memory, "show", "Show a memory", *flags),
       [flags](Session& session) { return RunShow(session, *flags); }});
  CLI::App* remove =
      AddNamed(*memory, "delete", "Delete a memory with all its units", *flags);
  remove->add_flag("--yes", flags->yes,
                   "Do not ask; needed where there is no terminal");
  commands.push_back({remove, [flags](Session& session) {
                        return RunDelete(session, *flags);
                      }});
}

}  // namespace presstm
