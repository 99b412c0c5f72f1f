// presstm database: backups, checks and tidying of the whole file.
#include <unistd.h>

#include <cstdint>
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
#include "client/output_file.h"
#include "grpcpp/support/sync_stream.h"
#include "server/embedded_server.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct DatabaseFlags {
  std::string file;
  bool force = false;
  bool dry_run = false;
  bool keep_duplicates = false;
  int history_days = 0;
  std::vector<v1::CheckKind> checks;
};

bool IsThere(const std::string& path) {
  return access(path.c_str(), F_OK) == 0;
}

absl::Status AlreadyThere(const std::string& path) {
  return WithHint(
      absl::AlreadyExistsError(absl::StrCat(path, ": is there already")),
      "give another file, or --force to overwrite it");
}

// Returns how many bytes were written.
absl::StatusOr<int64_t> Download(Session& session, const std::string& path) {
  const std::unique_ptr<grpc::ClientContext> context = session.NewContext();
  const auto stream =
      session.stub().BackUpDatabase(context.get(), v1::BackUpDatabaseRequest());
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                           OutputFile::Open(path));
  absl::Status file_status;
  int64_t size_bytes = 0;
  v1::BackUpDatabaseResponse response;
  while (file_status.ok() && stream->Read(&response)) {
    file_status = file->Write(response.chunk());
    size_bytes += static_cast<int64_t>(response.chunk().size());
  }
  if (!file_status.ok()) context->TryCancel();
  const grpc::Status status = stream->Finish();
  PRESSTM_RETURN_IF_ERROR(file_status);
  if (!status.ok()) return session.ToStatus(status);
  if (size_bytes != response.total_bytes()) {
    return absl::DataLossError(
        absl::StrCat(path, ": got ", size_bytes, " bytes of ",
                     response.total_bytes(), "; try again"));
  }
  PRESSTM_RETURN_IF_ERROR(file->Commit());
  return size_bytes;
}

absl::StatusOr<ExitCode> RunBackup(Session& session,
                                   const DatabaseFlags& flags) {
  if (IsThere(flags.file) && !flags.force) return AlreadyThere(flags.file);
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  // Not over the database itself, or another one that is served.
  PRESSTM_RETURN_IF_ERROR(EmbeddedServer::CheckNotInUse(flags.file));
  PRESSTM_ASSIGN_OR_RETURN(const int64_t size_bytes,
                           Download(session, flags.file));
  if (session.options().json) {
    PrintJson({{"file", flags.file}, {"bytes", size_bytes}});
  } else {
    PrintMessage(
        absl::StrCat("wrote ", flags.file, ", ", size_bytes, " bytes"));
  }
  return ExitCode::kDone;
}

absl::StatusOr<ExitCode> RunRestore(Session& session,
                                    const DatabaseFlags& flags) {
  const std::string& db = session.options().db;
  if (db.empty()) {
    return UsageError(
        "database restore needs --db FILE: a server's database can be "
        "replaced only while the server is not running");
  }
  const absl::Status status =
      EmbeddedServer::Restore(flags.file, db, flags.force);
  if (absl::IsAlreadyExists(status)) return AlreadyThere(db);
  PRESSTM_RETURN_IF_ERROR(status);
  if (session.options().json) {
    PrintJson({{"file", db}, {"backup", flags.file}});
  } else {
    PrintMessage(absl::StrCat("restored ", db, " from ", flags.file));
  }
  return ExitCode::kDone;
}

void ShowCheck(const v1::VerifyDatabaseResponse& check) {
  std::cout << CheckLabel(check.check(), ' ') << ": " << check.checked_count()
            << " checked, ";
  if (check.problem_count() == 0) {
    std::cout << "all in order" << std::endl;
    return;
  }
  std::cout << check.problem_count() << " wrong" << std::endl;
  for (const std::string& problem : check.problems()) {
    std::cout << "  " << ToPrintable(problem) << '\n';
  }
}

Json CheckToJson(const v1::VerifyDatabaseResponse& check) {
  Json json = {{"check", CheckLabel(check.check(), '_')},
               {"checked", check.checked_count()},
               {"wrong", check.problem_count()}};
  for (const std::string& problem : check.problems()) {
    json["problems"].push_back(problem);
  }
  return json;
}

absl::StatusOr<ExitCode> RunVerify(Session& session,
                                   const DatabaseFlags& flags) {
  v1::VerifyDatabaseRequest request;
  for (const v1::CheckKind check : flags.checks) request.add_checks(check);
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  const std::unique_ptr<grpc::ClientContext> context = session.NewContext();
  const auto stream = session.stub().VerifyDatabase(context.get(), request);
  v1::VerifyDatabaseResponse check;
  Json checks = Json::array();
  bool all_in_order = true;
  while (stream->Read(&check)) {
    all_in_order = all_in_order && check.problem_count() == 0;
    checks.push_back(CheckToJson(check));
    if (!session.options().json) ShowCheck(check);
  }
  if (const grpc::Status status = stream->Finish(); !status.ok()) {
    return session.ToStatus(status);
  }
  if (session.options().json) {
    PrintJson({{"in_order", all_in_order}, {"checks", checks}});
  }
  return all_in_order ? ExitCode::kDone : ExitCode::kError;
}

void ShowCompaction(const v1::CompactDatabaseResponse& report, bool dry_run) {
  std::cout << (dry_run ? "would merge " : "merged ") << report.merged_count()
            << " of " << report.checked_count() << " units, "
            << (dry_run ? "remove " : "removed ")
            << report.removed_change_count() << " changes; "
            << report.size_bytes_before() << " bytes before, "
            << report.size_bytes_after() << " after\n";
}

absl::StatusOr<ExitCode> RunCompact(Session& session,
                                    const DatabaseFlags& flags) {
  v1::CompactDatabaseRequest request;
  request.set_dry_run(flags.dry_run);
  request.set_keep_duplicates(flags.keep_duplicates);
  request.set_history_days(flags.history_days);
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  const std::unique_ptr<grpc::ClientContext> context = session.NewContext();
  const auto stream = session.stub().CompactDatabase(context.get(), request);
  v1::CompactDatabaseResponse report;
  while (stream->Read(&report)) {
  }
  if (const grpc::Status status = stream->Finish(); !status.ok()) {
    return session.ToStatus(status);
  }
  if (session.options().json) {
    PrintJson({{"dry_run", flags.dry_run},
               {"checked", report.checked_count()},
               {"merged", report.merged_count()},
               {"removed_changes", report.removed_change_count()},
               {"bytes_before", report.size_bytes_before()},
               {"bytes_after", report.size_bytes_after()}});
  } else {
    ShowCompaction(report, flags.dry_run);
  }
  return ExitCode::kDone;
}

void AddFile(CLI::App& sub, DatabaseFlags& flags, const char* help) {
  sub.add_option("FILE", flags.file, help)->required()->option_text(" ");
  sub.add_flag("--force", flags.force, "Overwrite what is there");
}

void AddCompactFlags(CLI::App& sub, DatabaseFlags& flags) {
  sub.add_flag("--dry-run", flags.dry_run, "Only say what would be done");
  sub.add_flag("--keep-duplicates", flags.keep_duplicates,
               "Do not merge units that say the same");
  sub.add_option("--history-days", flags.history_days,
                 "Remove changes older than so many days from the history")
      ->transform(WholeNumber(1, 1'000'000))
      ->option_text("N");
}

}  // namespace

void AddDatabaseCommands(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<DatabaseFlags>();
  const auto add = [&](const CLI::App* sub, auto run) {
    commands.push_back(
        {sub, [flags, run](Session& session) { return run(session, *flags); }});
  };
  CLI::App* database = app.add_subcommand(
      "database", "Back up, restore, check and tidy the whole database");
  database->require_subcommand(1);
  CLI::App* backup =
      database->add_subcommand("backup", "Copy it to a file, while in use");
  AddFile(*backup, *flags, "The file to write");
  add(backup, &RunBackup);
  CLI::App* restore = database->add_subcommand(
      "restore", "Put a backup in the place of the file --db");
  AddFile(*restore, *flags, "The backup; it is checked first");
  add(restore, &RunRestore);
  CLI::App* verify = database->add_subcommand(
      "verify", "Check the file, the units, the index and the way to TMX");
  verify->add_option("--check", flags->checks, "Only these")
      ->transform(OneOf(CheckOptions()))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("file|units|index|tmx-round-trip");
  add(verify, &RunVerify);
  CLI::App* compact = database->add_subcommand(
      "compact", "Merge duplicates, remove old history, free space");
  AddCompactFlags(*compact, *flags);
  add(compact, &RunCompact);
}

}  // namespace presstm
