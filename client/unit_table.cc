#include "client/unit_table.h"

#include <cstdint>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/call_error.h"
#include "client/line_reader.h"
#include "client/names.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

// One request: well below the server's limits of 1,000 units and 4 MiB.
constexpr int kBatchUnits = 500;
constexpr size_t kBatchBytes = 1024 * 1024;

class TableWriter {
 public:
  TableWriter(Session& session, const UnitTableOptions& options,
              ImportReport& report)
      : session_(session), options_(options), report_(report) {
    request_.set_parent(MemoryPath(options.memory));
    request_.set_write_rule(options.rule);
  }

  absl::Status AddLine(int64_t line, absl::string_view text) {
    CountLine();
    const std::vector<std::string> cells = absl::StrSplit(text, '\t');
    if (cells.size() != options_.languages.size()) {
      Reject(line, "INVALID_ARGUMENT",
             absl::StrCat("the line has ", cells.size(), " cells instead of ",
                          options_.languages.size()));
      return absl::OkStatus();
    }
    if (!IsValidUtf8(text)) {
      Reject(line, "INVALID_UTF8", "the line is not valid UTF-8");
      return absl::OkStatus();
    }
    AddUnit(cells);
    lines_.push_back(line);
    size_bytes_ += text.size();
    const bool full =
        lines_.size() >= kBatchUnits || size_bytes_ >= kBatchBytes;
    return full ? Flush() : absl::OkStatus();
  }

  // A line that is too long to be a unit has been read, too.
  void RejectLine(int64_t line, const absl::Status& status) {
    CountLine();
    Reject(line, ReasonForPrograms(status), status.message());
  }

  absl::Status Flush() {
    if (lines_.empty()) return absl::OkStatus();
    PRESSTM_ASSIGN_OR_RETURN(
        const v1::BatchCreateTranslationUnitsResponse response,
        session_.Call(&Session::Stub::BatchCreateTranslationUnits, request_));
    for (size_t k = 0; k < lines_.size(); ++k) {
      if (static_cast<int>(k) >= response.results_size()) break;
      PRESSTM_RETURN_IF_ERROR(
          Count(lines_[k], response.results(static_cast<int>(k))));
    }
    request_.clear_translation_units();
    lines_.clear();
    size_bytes_ = 0;
    return absl::OkStatus();
  }

 private:
  void CountLine() {
    report_.totals.set_read_count(report_.totals.read_count() + 1);
  }

  void Reject(int64_t line, absl::string_view reason,
              absl::string_view message) {
    v1::ImportProblem& problem = report_.problems.emplace_back();
    problem.set_line(line);
    problem.set_reason(std::string(reason));
    problem.set_message(std::string(message));
    v1::ImportTmxResponse one;
    one.set_rejected_count(1);
    AddTotals(one, report_.totals);
  }

  void AddUnit(const std::vector<std::string>& cells) {
    v1::TranslationUnit& unit = *request_.add_translation_units();
    unit = options_.facts;
    unit.set_source_language_code(options_.languages[0]);
    for (size_t k = 0; k < cells.size(); ++k) {
      if (cells[k].empty()) continue;
      v1::Variant& variant = *unit.add_variants();
      variant.set_language_code(options_.languages[k]);
      variant.mutable_segment()->set_text(cells[k]);
    }
  }

  absl::Status Count(int64_t line,
                     const v1::BatchCreateTranslationUnitsResult& result) {
    if (result.has_error()) {
      const absl::Status error = FromStatusProto(result.error());
      // The languages are those of the command line, on every line.
      if (ReasonOf(error) == "UNKNOWN_LANGUAGE") return error;
      Reject(line, ReasonForPrograms(error), error.message());
      return absl::OkStatus();
    }
    for (const v1::QualityWarning& warning :
         result.written().translation_unit().quality_warnings()) {
      report_.warnings.emplace_back(line, warning);
    }
    v1::ImportTmxResponse one;
    switch (result.written().outcome()) {
      case v1::WRITE_OUTCOME_MERGED:
        one.set_merged_count(1);
        break;
      case v1::WRITE_OUTCOME_REPLACED:
        one.set_replaced_count(1);
        break;
      case v1::WRITE_OUTCOME_SKIPPED:
        one.set_skipped_count(1);
        break;
      default:
        one.set_added_count(1);
        break;
    }
    AddTotals(one, report_.totals);
    return absl::OkStatus();
  }

  Session& session_;
  const UnitTableOptions& options_;
  ImportReport& report_;
  v1::BatchCreateTranslationUnitsRequest request_;
  std::vector<int64_t> lines_;  // Of the units in request_.
  size_t size_bytes_ = 0;
};

}  // namespace

absl::Status AddUnitTable(Session& session, std::istream& input,
                          const UnitTableOptions& options,
                          ImportReport& report) {
  LineReader lines(input);
  TableWriter writer(session, options, report);
  while (true) {
    const absl::StatusOr<std::optional<std::string>> line = lines.Next();
    if (absl::IsResourceExhausted(line.status())) {
      writer.RejectLine(lines.line(), line.status());
      continue;
    }
    if (!line.ok()) return line.status();
    if (!line->has_value()) return writer.Flush();
    if (!(*line)->empty()) {
      PRESSTM_RETURN_IF_ERROR(writer.AddLine(lines.line(), **line));
    }
  }
}

}  // namespace presstm
