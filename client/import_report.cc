#include "client/import_report.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/call_error.h"
#include "client/display_text.h"

namespace presstm {
namespace {

constexpr size_t kShownProblems = 20;
// "The segment is empty. (ko; unit 17)"
std::string ProblemText(const v1::ImportProblem& problem) {
  std::vector<std::string> facts;
  if (!problem.detail().empty()) facts.push_back(problem.detail());
  if (!problem.external_id().empty()) {
    facts.push_back(absl::StrCat("unit ", problem.external_id()));
  }
  return facts.empty() ? problem.message()
                       : absl::StrCat(problem.message(), " (",
                                      absl::StrJoin(facts, "; "), ")");
}

}  // namespace

void AddTotals(const v1::ImportTmxResponse& counts,
               v1::ImportTmxResponse& totals) {
  totals.set_read_count(totals.read_count() + counts.read_count());
  totals.set_added_count(totals.added_count() + counts.added_count());
  totals.set_merged_count(totals.merged_count() + counts.merged_count());
  totals.set_replaced_count(totals.replaced_count() + counts.replaced_count());
  totals.set_skipped_count(totals.skipped_count() + counts.skipped_count());
  totals.set_rejected_count(totals.rejected_count() + counts.rejected_count());
  totals.set_valid_count(totals.valid_count() + counts.valid_count());
}

void PrintReport(const ImportReport& report) {
  const v1::ImportTmxResponse& totals = report.totals;
  std::cout << (report.dry_run ? "dry run, " : "")
            << (report.name.empty() ? "total" : ToPrintable(report.name))
            << ": " << totals.read_count() << " read, " << totals.added_count()
            << " added, " << totals.merged_count() << " merged, "
            << totals.replaced_count() << " replaced, "
            << totals.skipped_count() << " skipped, " << totals.rejected_count()
            << " rejected" << (report.complete ? "" : "; NOT COMPLETE")
            << std::endl;
}

void PrintProblems(const ImportReport& report) {
  for (const auto& [line, warning] : report.warnings) {
    std::cerr << ToPrintable(report.name) << ':' << line
              << ": warning: " << ToPrintable(warning.message()) << '\n';
  }
  const size_t shown = std::min(report.problems.size(), kShownProblems);
  for (size_t k = 0; k < shown; ++k) {
    const v1::ImportProblem& problem = report.problems[k];
    if (problem.kind() == v1::IMPORT_PROBLEM_KIND_MALFORMED_FILE) continue;
    std::cerr << ToPrintable(report.name)
              << (problem.line() > 0 ? absl::StrCat(":", problem.line()) : "")
              << ": " << ToPrintable(ProblemText(problem)) << '\n';
  }
  const int64_t more = static_cast<int64_t>(report.problems.size() - shown) +
                       report.omitted_problems;
  if (more > 0) {
    std::cerr << "... and " << more << " more problems; --json lists "
              << (report.omitted_problems == 0
                      ? "all"
                      : absl::StrCat("the first ", report.problems.size()))
              << '\n';
  }
  std::cerr << std::flush;
}

bool PrintRejected(const ImportReport& report) {
  const v1::ImportTmxResponse& totals = report.totals;
  if (totals.rejected_count() == 0) return true;
  if (totals.rejected_count() == totals.read_count()) {
    PrintMessage("all units were rejected; nothing is stored");
    return false;
  }
  absl::string_view others = "";
  if (report.dry_run) {
    others = "; nothing is stored, as asked for";
  } else if (report.complete) {
    others = "; the others are stored";
  }
  PrintMessage(
      absl::StrCat("units rejected: ", totals.rejected_count(), others));
  return true;
}

Json ReportToJson(const ImportReport& report) {
  const v1::ImportTmxResponse& totals = report.totals;
  Json problems = Json::array();
  for (const v1::ImportProblem& problem : report.problems) {
    problems.push_back(ProblemToJson(problem));
  }
  Json warnings = Json::array();
  for (const auto& [line, warning] : report.warnings) {
    Json& added = warnings.emplace_back(WarningToJson(warning));
    added["line"] = line;
  }
  Json json = {
      {"read", totals.read_count()},      {"added", totals.added_count()},
      {"merged", totals.merged_count()},  {"rejected", totals.rejected_count()},
      {"problems", std::move(problems)},  {"replaced", totals.replaced_count()},
      {"skipped", totals.skipped_count()}};
  if (report.dry_run) {
    json["dry_run"] = true;
    json["valid"] = totals.valid_count();
  }
  if (report.omitted_problems > 0) {
    json["problems_omitted"] = report.omitted_problems;
  }
  if (!warnings.empty()) json["warnings"] = std::move(warnings);
  json["complete"] = report.complete;
  if (!report.name.empty()) json["file"] = report.name;
  return json;
}

}  // namespace presstm
