// What an import tells people and programs: totals, problems.
#ifndef CLIENT_IMPORT_REPORT_H_
#define CLIENT_IMPORT_REPORT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "client/json_output.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// One file, or all of them.
struct ImportReport {
  std::string name;  // Empty for all.
  v1::ImportTmxResponse totals;
  std::vector<v1::ImportProblem> problems;
  // What may be wrong with units that are stored, with their lines.
  std::vector<std::pair<int64_t, v1::QualityWarning>> warnings;
  int64_t omitted_problems = 0;  // That are not among them.
  bool complete = true;          // Read to its end.
  bool dry_run = false;  // The counts are what would become of the units.
};

// Adds the counts of `report`.
void AddTotals(const v1::ImportTmxResponse& counts,
               v1::ImportTmxResponse& totals);

// "press.tmx: 400 read, 400 added, 0 merged, ...", on stdout; after "dry run, "
// if it was one.
void PrintReport(const ImportReport& report);

// The first problems, on stderr, with their number. Not that of a file that is
// not well-formed: the error of the import says more.
void PrintProblems(const ImportReport& report);

// Says on stderr how many units were rejected, if any were. False if all were:
// that is no success.
bool PrintRejected(const ImportReport& report);

// {"read", "added", "merged", "rejected", "problems", "replaced", "skipped",
// "complete"}; each problem with its file if it has a name. After a dry run
// with "dry_run" and "valid"; "problems_omitted" if not all are listed.
Json ReportToJson(const ImportReport& report);

}  // namespace presstm

#endif  // CLIENT_IMPORT_REPORT_H_
