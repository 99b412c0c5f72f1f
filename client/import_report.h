// What an import tells people and programs: progress, totals, problems.
#ifndef CLIENT_IMPORT_REPORT_H_
#define CLIENT_IMPORT_REPORT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "client/json_output.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// Shows on stderr how far one file has come: a bar on a terminal, else a line
// now and then. Thread-compatible.
class ImportProgress {
 public:
  // `size_bytes` is 0 if it is not known.
  ImportProgress(std::string name, int64_t size_bytes);
  // Takes the bar off the screen.
  ~ImportProgress();
  ImportProgress(const ImportProgress&) = delete;
  ImportProgress& operator=(const ImportProgress&) = delete;

  // `read_bytes` is how much of the file was read.
  void Show(const v1::ImportTmxResponse& progress, int64_t read_bytes);

 private:
  const std::string name_;
  const int64_t size_bytes_;
  const bool terminal_;
  const absl::Time start_;
  absl::Time shown_;
};

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
