// presstm export: a memory as a file.
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/export_file.h"
#include "client/filter_options.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "grpcpp/support/sync_stream.h"
#include "server/embedded_server.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/file_format.h"

namespace presstm {
namespace {

struct ExportFlags {
  std::string file = "-";
  std::string memory = kDefaultMemory;
  std::vector<std::string> languages;
  std::string source_language;
  v1::FileFormat format = v1::FILE_FORMAT_UNSPECIFIED;
  v1::ContextNaming naming = v1::CONTEXT_NAMING_UNSPECIFIED;
  FilterFlags filter;
};

absl::StatusOr<v1::ExportTmxRequest> MakeRequest(const ExportFlags& flags) {
  v1::ExportTmxRequest request;
  request.set_parent(MemoryPath(flags.memory));
  for (const std::string& language : flags.languages) {
    request.add_language_codes(language);
  }
  request.set_source_language_code(flags.source_language);
  request.set_format(FormatOf(flags.format, flags.file));
  request.set_context_naming(flags.naming);
  PRESSTM_RETURN_IF_ERROR(SetFilter(flags.filter, *request.mutable_filter()));
  return request;
}

absl::Status CheckFlags(const ExportFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  PRESSTM_RETURN_IF_ERROR(
      CheckUtf8Option("--source-language", flags.source_language));
  for (const std::string& language : flags.languages) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--languages", language));
  }
  if (absl::EndsWithIgnoreCase(flags.file, ".zip")) {
    return UsageError(
        "FILE: an export is not packed as zip; a name that ends in .gz packs "
        "it as gzip");
  }
  const v1::FileFormat format = FormatOf(flags.format, flags.file);
  if (flags.naming != v1::CONTEXT_NAMING_UNSPECIFIED &&
      format != v1::FILE_FORMAT_TMX) {
    return UsageError(absl::StrCat(
        "--contexts-for: only TMX has properties of other tools, and the "
        "format is ",
        FormatLabel(format)));
  }
  return absl::OkStatus();
}

// Whether it was only for want of anything better that TMX was written.
bool IsFormatGuessed(const ExportFlags& flags) {
  return flags.format == v1::FILE_FORMAT_UNSPECIFIED &&
         !FileFormatFromName(flags.file).has_value();
}

void ShowWritten(const ExportFlags& flags, int64_t size_bytes) {
  PrintMessage(absl::StrCat(
      "wrote ", flags.file, ", ", size_bytes, " bytes",
      IsFormatGuessed(flags)
          ? ", as TMX, for its name tells no format; --format tells another"
          : ""));
}

std::string LeftOutHint(const std::string& path) {
  return absl::StrCat(path == "-" ? "what was written" : path,
                      " has all that could be read; restore a backup, or "
                      "import it into a new database");
}

// Returns how many bytes were written; the error of an export that lacks some
// units comes after the rest of them is written.
absl::StatusOr<int64_t> Download(Session& session,
                                 const v1::ExportTmxRequest& request,
                                 const std::string& path) {
  const std::unique_ptr<grpc::ClientContext> context = session.NewContext();
  const auto stream = session.stub().ExportTmx(context.get(), request);
  std::unique_ptr<ExportFile> file;
  absl::Status file_status;
  v1::ExportTmxResponse response;
  // The file is opened only once the server has taken the request.
  while (file_status.ok() && stream->Read(&response)) {
    if (file == nullptr) {
      auto opened = ExportFile::Open(path);
      file_status = opened.status();
      if (!opened.ok()) break;
      file = *std::move(opened);
    }
    file_status = file->Write(response.chunk());
  }
  if (!file_status.ok()) context->TryCancel();
  const grpc::Status status = stream->Finish();
  PRESSTM_RETURN_IF_ERROR(file_status);
  const absl::Status left_out = FromGrpcStatus(status);
  if (!status.ok() &&
      (!absl::IsDataLoss(left_out) ||
       ReasonOf(left_out) != "DATABASE_CORRUPT" || file == nullptr)) {
    return session.ToStatus(status);
  }
  // An export of nothing is an empty file, not the one of last time.
  if (file == nullptr) {
    PRESSTM_ASSIGN_OR_RETURN(file, ExportFile::Open(path));
  }
  PRESSTM_RETURN_IF_ERROR(file->Commit());
  // What could be read of a damaged database is written, for it may be all
  // there will ever be; but it is an error.
  if (!left_out.ok()) return WithHint(left_out, LeftOutHint(path));
  return file->written_bytes();
}

absl::StatusOr<ExitCode> RunExport(Session& session, const ExportFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckFlags(flags));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  PRESSTM_ASSIGN_OR_RETURN(const v1::ExportTmxRequest request,
                           MakeRequest(flags));
  // A slip that would cost a memory.
  PRESSTM_RETURN_IF_ERROR(EmbeddedServer::CheckIsNoDatabase(flags.file));
  const auto size_bytes = Download(session, request, flags.file);
  std::vector<FieldOption> options = {
      {"parent", "--memory"},
      {"language_codes", "--languages"},
      {"source_language_code", "--source-language"},
      {"format", "--format"}};
  for (FieldOption& option : FilterOptions()) {
    options.push_back(std::move(option));
  }
  PRESSTM_RETURN_IF_ERROR(NameOption(size_bytes.status(), options));
  if (flags.file == "-") return ExitCode::kDone;
  if (session.options().json) {
    PrintJson({{"file", flags.file}, {"bytes", *size_bytes}});
  } else {
    ShowWritten(flags, *size_bytes);
  }
  return ExitCode::kDone;
}

}  // namespace

void AddExportCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<ExportFlags>();
  CLI::App* sub = app.add_subcommand("export", "Write a memory as a file");
  sub->add_option("FILE", flags->file,
                  "The file, replaced only when all is written, packed if it "
                  "ends in .gz; - is stdout")
      ->option_text("[-]");
  sub->add_option("--memory", flags->memory, "The memory to read")
      ->type_name("NAME")
      ->capture_default_str();
  sub->add_option("--languages", flags->languages,
                  "Only these languages, and units with at least two of them "
                  "(or one, if one is given)")
      ->type_name("LANG,LANG...")
      ->delimiter(',')
      ->allow_extra_args(false);
  sub->add_option(
         "--source-language", flags->source_language,
         "The source language in the file's header; with --languages its "
         "text is the first")
      ->type_name("LANG");
  sub->add_option("--format", flags->format,
                  "The file's format; without it its name tells, else TMX")
      ->transform(OneOf(FormatOptions()))
      ->option_text("tmx|csv|tsv|json-lines");
  sub->add_option("--contexts-for", flags->naming,
                  "In TMX also tell contexts by the names this tool looks for")
      ->transform(OneOf(NamingOptions()))
      ->option_text("omegat|memoq|xtm");
  AddFilterOptions(*sub, flags->filter);
  commands.push_back(
      {sub, [flags](Session& session) { return RunExport(session, *flags); }});
}

}  // namespace presstm
