// presstm import: TMX files into a memory.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/display_text.h"
#include "client/file_progress.h"
#include "client/import_call.h"
#include "client/import_report.h"
#include "client/input_file.h"
#include "client/json_output.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/file_format.h"

namespace presstm {
namespace {

struct ImportFlags {
  std::vector<std::string> files;
  std::string memory = kDefaultMemory;
  v1::WriteRule rule = v1::WRITE_RULE_UNSPECIFIED;
  v1::Origin origin = v1::ORIGIN_UNSPECIFIED;
  bool create = false;
  bool dry_run = false;
  bool strict = false;
  bool atomic = false;
  v1::FileFormat format = v1::FILE_FORMAT_UNSPECIFIED;
  std::vector<std::string> columns;
};

v1::ImportMode ModeOf(const ImportFlags& flags) {
  if (flags.strict) return v1::IMPORT_MODE_STRICT;
  return flags.atomic ? v1::IMPORT_MODE_ATOMIC : v1::IMPORT_MODE_KEEP_GOOD;
}

// The number with which `text` begins; 0 if with none.
int64_t LeadingNumber(absl::string_view text) {
  int64_t number = 0;
  const bool found = absl::SimpleAtoi(
      text.substr(0, text.find_first_not_of("0123456789")), &number);
  return found ? number : 0;
}

// The line in "press.tmx:120: ...", with which the message about a file that
// is not well-formed begins; 0 if there is none.
int64_t LineIn(absl::string_view message, absl::string_view name) {
  return absl::ConsumePrefix(&message, name) &&
                 absl::ConsumePrefix(&message, ":")
             ? LeadingNumber(message)
             : 0;
}

bool IsMalformedFile(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == "TMX_MALFORMED" || reason == "FILE_MALFORMED";
}

// The fault that ended the reading of a file, as one more problem of it.
v1::ImportProblem LastProblem(const absl::Status& status,
                              const std::string& name, int64_t fault_line) {
  v1::ImportProblem problem;
  problem.set_line(fault_line > 0 ? fault_line
                                  : LineIn(status.message(), name));
  problem.set_reason(ReasonForPrograms(status));
  problem.set_message(std::string(status.message()));
  if (IsMalformedFile(status)) {
    problem.set_kind(v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE);
  }
  return problem;
}

// Errors on which every other file would fail too.
bool ConcernsAllFiles(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsNotFound(status) ||
         ReasonOf(status) == "DISK_FULL";
}

bool MayMakeMemory(const ImportFlags& flags) {
  return flags.create || flags.memory == kDefaultMemory;
}

v1::ImportTmxConfig MakeConfig(const ImportFlags& flags,
                               const std::string& name) {
  v1::ImportTmxConfig config;
  config.set_parent(MemoryPath(flags.memory));
  config.set_write_rule(flags.rule);
  config.set_default_origin(flags.origin);
  config.set_validate_only(flags.dry_run);
  config.set_allow_missing(flags.dry_run && MayMakeMemory(flags));
  config.set_mode(ModeOf(flags));
  config.set_format(FormatOf(flags.format, name));
  config.mutable_columns()->Add(flags.columns.begin(), flags.columns.end());
  // Any file name will do, but not any is a text.
  if (CheckUtf8Option("FILE", name).ok()) config.set_source_name(name);
  return config;
}

// What the reports of all files come to.
struct ImportRun {
  std::vector<ImportReport> reports;
  ImportReport all;
  ExitCode exit_code = ExitCode::kDone;
  // Only to find the documents with a fault: nothing else is worth telling.
  bool is_check = false;
};

// Puts the error that ended the reading of a document in the place of the
// server's own note of it, which says less.
void SetLastProblem(const v1::ImportProblem& last, ImportReport& report) {
  if (!report.problems.empty() &&
      report.problems.back().line() == last.line() &&
      report.problems.back().reason() == last.reason()) {
    report.problems.pop_back();
  }
  report.problems.push_back(last);
}

std::string FaultHint(const ImportFlags& flags, const std::string& name) {
  std::string hint = ModeOf(flags) == v1::IMPORT_MODE_KEEP_GOOD
                         ? "what came before that place is kept"
                         : "nothing of the file is stored, as asked for";
  if (flags.dry_run) hint = "nothing is stored, as asked for";
  const bool is_format_known = flags.format != v1::FILE_FORMAT_UNSPECIFIED ||
                               FileFormatFromName(name).has_value() ||
                               absl::EndsWithIgnoreCase(name, ".zip");
  if (!is_format_known) {
    hint +=
        "; it was read as TMX, for its name tells no format: --format "
        "tells another";
  }
  return hint;
}

bool IsTable(v1::FileFormat format) {
  return format == v1::FILE_FORMAT_CSV || format == v1::FILE_FORMAT_TSV;
}

// Names that go with no document of a file: of an archive nobody knows yet.
absl::Status CheckColumns(const ImportFlags& flags) {
  for (const std::string& column : flags.columns) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--columns", column));
  }
  if (flags.columns.empty()) return absl::OkStatus();
  for (const std::string& file : flags.files) {
    const v1::FileFormat format = FormatOf(flags.format, file);
    if (IsTable(format) || absl::EndsWithIgnoreCase(file, ".zip")) continue;
    return UsageError(absl::StrCat("--columns: only CSV and TSV have columns, ",
                                   "and the format of ", ToPrintable(file),
                                   " is ", FormatLabel(format)));
  }
  return absl::OkStatus();
}

// Tells of one document, whole or not, and adds it to `run`.
void Conclude(Session& session, const ImportFlags& flags,
              const std::string& name, ImportResult result, ImportRun& run) {
  if (IsMalformedFile(result.status)) {
    result.status = WithHint(result.status, FaultHint(flags, name));
  }
  ImportReport report = {.name = name,
                         .totals = result.totals,
                         .problems = std::move(result.problems),
                         .omitted_problems = result.omitted_problems,
                         .complete = result.status.ok(),
                         .dry_run = flags.dry_run};
  if (run.is_check) {
    if (report.complete) return;
    report.dry_run = false;
  }
  if (!session.options().json) {
    PrintProblems(report);
    PrintReport(report);
    if (report.complete && report.totals.read_count() == 0) {
      PrintMessage(absl::StrCat(name, ": no translation unit was found in it"));
    }
  }
  if (!report.complete) {
    run.exit_code = ReportError(result.status);
    SetLastProblem(LastProblem(result.status, name, result.fault_line), report);
  }
  AddTotals(report.totals, run.all.totals);
  run.all.complete = run.all.complete && report.complete;
  run.reports.push_back(std::move(report));
}

void Add(ImportRun other, ImportRun& run) {
  for (ImportReport& report : other.reports) {
    run.reports.push_back(std::move(report));
  }
  run.all.complete = run.all.complete && other.all.complete;
  run.exit_code = other.exit_code;
}

ImportResult ImportDocument(Session& session, const ImportFlags& flags,
                            const std::string& name, InputFile& input) {
  FileProgress progress(name, input.size_bytes(), "units");
  return RunImport(session, MakeConfig(flags, name), input,
                   [&](const v1::ImportTmxResponse& counts) {
                     progress.Show(counts.read_count(), input.read_bytes());
                   });
}

std::string ShownName(const std::string& file) {
  return file == "-" ? "stdin" : file;
}

// False if the other files are not worth trying.
bool ImportDocuments(Session& session, const ImportFlags& flags,
                     const std::string& file, InputFile& input,
                     ImportRun& run) {
  while (true) {
    const auto name = input.source().NextDocument();
    if (!name.ok()) {
      Conclude(session, flags, ShownName(file), {.status = name.status()}, run);
      return true;
    }
    if (!name->has_value()) return true;
    ImportResult result = ImportDocument(session, flags, **name, input);
    const bool go_on = !ConcernsAllFiles(result.status);
    Conclude(session, flags, **name, std::move(result), run);
    if (!go_on) return false;
  }
}

// Whether the file is an archive that is to be stored whole or not at all. The
// server promises that for each document only.
bool IsToBeCheckedBefore(const ImportFlags& flags, InputFile& input) {
  return ModeOf(flags) != v1::IMPORT_MODE_KEEP_GOOD && !flags.dry_run &&
         input.source().is_archive();
}

// Reads the archive to its end and stores nothing. Returns, and tells of, the
// documents that keep it from being stored.
absl::StatusOr<ImportRun> CheckArchive(Session& session, ImportFlags flags,
                                       const std::string& file) {
  if (file == "-") {
    return absl::InvalidArgumentError(
        "a zip archive from standard input cannot be read twice, as --atomic "
        "and --strict need it: give a file");
  }
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<InputFile> input,
                           InputFile::Open(file));
  flags.dry_run = true;
  ImportRun check = {.is_check = true};
  ImportDocuments(session, flags, file, *input, check);
  return check;
}

// False if the other files are not worth trying.
bool ImportFile(Session& session, const ImportFlags& flags,
                const std::string& file, ImportRun& run) {
  auto input = InputFile::Open(file);
  if (!input.ok()) {
    Conclude(session, flags, ShownName(file), {.status = input.status()}, run);
    return true;
  }
  if (IsToBeCheckedBefore(flags, **input)) {
    absl::StatusOr<ImportRun> check = CheckArchive(session, flags, file);
    if (!check.ok()) {
      Conclude(session, flags, ShownName(file), {.status = check.status()},
               run);
      return true;
    }
    if (check->exit_code != ExitCode::kDone) {
      Add(*std::move(check), run);
      return true;
    }
  }
  return ImportDocuments(session, flags, file, **input, run);
}

// One object: the totals, and with several files each of them in "files".
Json AllToJson(const std::vector<ImportReport>& reports,
               const ImportReport& all) {
  if (reports.size() == 1) return ReportToJson(reports[0]);
  Json json = ReportToJson(all);
  json["files"] = Json::array();
  for (const ImportReport& report : reports) {
    Json file = ReportToJson(report);
    for (Json problem : file["problems"]) {
      problem["file"] = report.name;
      json["problems"].push_back(std::move(problem));
    }
    file.erase("problems");
    json["files"].push_back(std::move(file));
  }
  return json;
}

bool NoneExists(const std::vector<std::string>& files) {
  std::error_code ignored;
  return std::none_of(files.begin(), files.end(), [&](const std::string& file) {
    return file == "-" || std::filesystem::exists(file, ignored);
  });
}

absl::Status PrepareImport(Session& session, const ImportFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  PRESSTM_RETURN_IF_ERROR(CheckColumns(flags));
  PRESSTM_RETURN_IF_ERROR(session.Connect(
      flags.dry_run ? MissingDatabase::kIsEmpty : MissingDatabase::kIsMade));
  if (flags.dry_run && MayMakeMemory(flags)) return absl::OkStatus();
  // A slip in the name of a file makes no memory.
  if (NoneExists(flags.files)) return absl::OkStatus();
  return EnsureMemory(
      session, flags.memory,
      MayMakeMemory(flags) ? MissingMemory::kIsMade : MissingMemory::kIsError);
}

absl::StatusOr<ExitCode> RunImportCommand(Session& session,
                                          const ImportFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(PrepareImport(session, flags));
  ImportRun run;
  run.all.dry_run = flags.dry_run;
  for (const std::string& file : flags.files) {
    if (!ImportFile(session, flags, file, run)) break;
  }
  if (session.options().json) {
    PrintJson(AllToJson(run.reports, run.all));
  } else if (run.reports.size() > 1) {
    PrintReport(run.all);
  }
  return PrintRejected(run.all) ? run.exit_code : ExitCode::kError;
}

}  // namespace

void AddImportCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<ImportFlags>();
  CLI::App* sub = app.add_subcommand("import", "Read files into a memory");
  sub->add_option("FILE", flags->files,
                  "TMX, XLIFF, CSV, TSV or JSON Lines, plain or compressed "
                  "(gzip, zip); - is stdin")
      ->required()
      ->option_text("...");
  sub->add_option("--memory", flags->memory, "The memory to write to")
      ->type_name("NAME")
      ->capture_default_str();
  sub->add_flag("--create", flags->create,
                "Make the memory if it does not exist (the default one always "
                "is)");
  sub->add_option("--rule", flags->rule,
                  "What to do where a source is stored with another target; "
                  "without it the memory's rule")
      ->transform(OneOf(RuleOptions()))
      ->option_text(
          "keep-all|replace-same-source|replace-same-source-and-context|"
          "keep-newest|skip-existing");
  sub->add_option("--origin", flags->origin,
                  "The origin of units for which the file does not say")
      ->transform(OneOf(OriginOptions()))
      ->option_text("human|aligned|machine|imported");
  sub->add_option("--format", flags->format,
                  "The files' format; without it their names tell, else TMX")
      ->transform(OneOf(FormatOptions()))
      ->option_text("tmx|csv|tsv|json-lines|xliff");
  sub->add_option("--columns", flags->columns,
                  "The columns of CSV or TSV files whose first line does not "
                  "name them")
      ->type_name("NAME,NAME...")
      ->delimiter(',')
      ->allow_extra_args(false);
  sub->add_flag("--dry-run", flags->dry_run,
                "Tell what would become of the units, store nothing");
  sub->add_flag("--atomic", flags->atomic,
                "Store nothing of a file that is not well-formed; without it "
                "what comes before the fault is kept");
  sub->add_flag("--strict", flags->strict,
                "Store nothing of a file with a fault, or of which a unit or a "
                "key would be left out");
  commands.push_back({sub, [flags](Session& session) {
                        return RunImportCommand(session, *flags);
                      }});
}

}  // namespace presstm
