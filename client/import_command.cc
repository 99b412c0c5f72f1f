// presstm import: TMX files into a memory.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/import_call.h"
#include "client/import_report.h"
#include "client/json_output.h"
#include "client/names.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct ImportFlags {
  std::vector<std::string> files;
  std::string memory = kDefaultMemory;
  v1::WriteRule rule = v1::WRITE_RULE_UNSPECIFIED;
  v1::Origin origin = v1::ORIGIN_UNSPECIFIED;
  bool create = false;
  bool dry_run = false;
};

// A file open for reading, or standard input, which stays open.
class InputFile {
 public:
  explicit InputFile(const std::string& name)
      : descriptor_(name == "-" ? STDIN_FILENO
                                : open(name.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0 || fstat(descriptor_, &facts_) != 0) {
      error_ = std::strerror(errno);
    } else if (S_ISDIR(facts_.st_mode)) {
      error_ = "it is a directory";
    }
  }
  ~InputFile() {
    if (descriptor_ > STDIN_FILENO) close(descriptor_);
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  int descriptor() const { return descriptor_; }
  const std::string& error() const { return error_; }
  int64_t size_bytes() const {
    return S_ISREG(facts_.st_mode) ? facts_.st_size : 0;
  }

 private:
  const int descriptor_;
  struct stat facts_ = {};
  std::string error_;
};

std::string ShownName(const std::string& file) {
  return file == "-" ? "stdin" : file;
}

// The line in "press.tmx:120: ...", which the server puts before the message
// of a file that is not well-formed; 0 if there is none.
int64_t LineIn(absl::string_view message, absl::string_view name) {
  const size_t begin = message.find(absl::StrCat(name, ":"));
  if (begin == absl::string_view::npos) return 0;
  absl::string_view rest = message.substr(begin + name.size() + 1);
  int64_t line = 0;
  return absl::SimpleAtoi(rest.substr(0, rest.find(':')), &line) ? line : 0;
}

// The fault that ended the reading of a file, as one more problem of it.
v1::ImportProblem LastProblem(const absl::Status& status,
                              const std::string& name) {
  v1::ImportProblem problem;
  problem.set_line(LineIn(status.message(), name));
  problem.set_reason(ReasonOf(status));
  problem.set_message(std::string(status.message()));
  return problem;
}

// Errors on which every other file would fail too.
bool ConcernsAllFiles(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsNotFound(status) ||
         ReasonOf(status) == "DISK_FULL";
}

v1::ImportTmxConfig MakeConfig(const ImportFlags& flags,
                               const std::string& name) {
  v1::ImportTmxConfig config;
  config.set_parent(MemoryResourceName(flags.memory));
  config.set_write_rule(flags.rule);
  config.set_default_origin(flags.origin);
  config.set_validate_only(flags.dry_run);
  // Any file name will do, but not any is a text.
  if (CheckUtf8Option("FILE", name).ok()) config.set_source_name(name);
  return config;
}

// Imports one file into `report`; errors are in both.
absl::Status ImportFile(Session& session, const ImportFlags& flags,
                        const std::string& file, ImportReport& report) {
  report.name = ShownName(file);
  InputFile input(file);
  ImportResult result;
  if (!input.error().empty()) {
    result.status = absl::DataLossError(
        absl::StrCat("cannot read ", report.name, ": ", input.error()));
  } else {
    ImportProgress progress(report.name, input.size_bytes());
    result =
        RunImport(session, MakeConfig(flags, report.name), input.descriptor(),
                  [&progress](const v1::ImportTmxResponse& counts) {
                    progress.Show(counts);
                  });
  }
  report.totals = result.totals;
  report.problems = std::move(result.problems);
  report.complete = result.status.ok();
  if (!session.options().json) PrintProblems(report);
  if (!result.status.ok()) {
    report.problems.push_back(LastProblem(result.status, report.name));
  }
  if (!session.options().json) PrintReport(report);
  return result.status;
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

absl::Status PrepareImport(Session& session, const ImportFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--memory", flags.memory));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsMade));
  const bool may_make = flags.create || flags.memory == kDefaultMemory;
  return WithHint(
      EnsureMemory(session, flags.memory,
                   may_make ? MissingMemory::kIsMade : MissingMemory::kIsError),
      absl::StrCat("give --create to make it"));
}

absl::StatusOr<ExitCode> RunImportCommand(Session& session,
                                          const ImportFlags& flags) {
  PRESSTM_RETURN_IF_ERROR(PrepareImport(session, flags));
  std::vector<ImportReport> reports;
  ImportReport all;
  ExitCode exit_code = ExitCode::kDone;
  for (const std::string& file : flags.files) {
    ImportReport& report = reports.emplace_back();
    const absl::Status status = ImportFile(session, flags, file, report);
    AddTotals(report.totals, all.totals);
    all.complete = all.complete && report.complete;
    if (status.ok()) continue;
    exit_code = ReportError(status);
    if (ConcernsAllFiles(status)) break;
  }
  if (session.options().json) {
    PrintJson(AllToJson(reports, all));
  } else if (reports.size() > 1) {
    PrintReport(all);
  }
  if (all.totals.rejected_count() > 0) {
    PrintMessage(absl::StrCat(all.totals.rejected_count(),
                              " units were rejected; the others are stored"));
  }
  return exit_code;
}

}  // namespace

void AddImportCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<ImportFlags>();
  CLI::App* sub = app.add_subcommand("import", "Read TMX files into a memory");
  sub->add_option("FILE", flags->files,
                  "TMX files, plain or compressed (gzip, zip); - is stdin")
      ->required();
  sub->add_option("--memory", flags->memory, "The memory to write to")
      ->type_name("NAME")
      ->capture_default_str();
  sub->add_flag("--create", flags->create,
                "Make the memory if it does not exist (the default one always "
                "is)");
  sub->add_option("--rule", flags->rule,
                  "What to do where a source is stored with another target; "
                  "without it the memory's rule")
      ->transform(CLI::CheckedTransformer(RuleOptions()))
      ->option_text(
          "keep-all|replace-same-source|replace-same-source-and-context|"
          "keep-newest|skip-existing");
  sub->add_option("--origin", flags->origin,
                  "The origin of units for which the file does not say")
      ->transform(CLI::CheckedTransformer(OriginOptions()))
      ->option_text("human|aligned|machine|imported");
  sub->add_flag("--dry-run", flags->dry_run,
                "Read and check the files, store nothing");
  commands.push_back({sub, [flags](Session& session) {
                        return RunImportCommand(session, *flags);
                      }});
}

}  // namespace presstm
