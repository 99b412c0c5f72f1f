#include "tm_store/exchange/line_unit_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

// Lines are taken after each slice, so that few are held.
constexpr size_t kSliceBytes = 64 * 1024;

}  // namespace

absl::Status LineUnitReader::Feed(absl::string_view bytes) {
  if (is_finished_ && status_.ok()) {
    return absl::FailedPreconditionError("the file is over");
  }
  while (!bytes.empty() && status_.ok()) {
    lines_.Feed(bytes.substr(0, kSliceBytes));
    bytes.remove_prefix(std::min(bytes.size(), kSliceBytes));
    status_ = TakeLines();
  }
  return status_;
}

absl::Status LineUnitReader::Finish() {
  if (!status_.ok() || is_finished_) return status_;
  is_finished_ = true;
  lines_.Finish();
  status_ = TakeLines();
  if (status_.ok()) status_ = EndFile();
  return status_;
}

absl::Status LineUnitReader::TakeLines() {
  if (!lines_.refusal().empty()) return Malformed(1, lines_.refusal());
  if (!has_reported_encoding_ && !lines_.warning().empty()) {
    has_reported_encoding_ = true;
    problems_.push_back({.line = 1, .reason = lines_.warning()});
  }
  while (!lines_.lines().empty()) {
    ReportDroppedCharacters(lines_.lines().front());
    PRESSTM_RETURN_IF_ERROR(TakeLine(lines_.lines().front()));
    lines_.lines().pop_front();
  }
  return absl::OkStatus();
}

void LineUnitReader::ReportDroppedCharacters(const TextLine& line) {
  for (const char32_t c : line.dropped_characters) {
    Warn({.line = line.number,
          .reason = "Characters that XML does not allow were left out.",
          .detail = absl::StrFormat("U+%04X", static_cast<uint32_t>(c))});
  }
}

absl::Status LineUnitReader::Malformed(int64_t line, absl::string_view what) {
  return InvalidArgument(ErrorReason::kFileMalformed,
                         absl::StrCat("line ", line, ": ", what));
}

void LineUnitReader::AddUnit(TranslationUnit unit, int64_t line) {
  ++units_read_;
  units_.push_back({.unit = std::move(unit), .line = line});
}

void LineUnitReader::Reject(FileProblem problem) {
  ++units_rejected_;
  problem.kind = FileProblem::Kind::kRejectedUnit;
  problems_.push_back(std::move(problem));
}

void LineUnitReader::Warn(FileProblem problem) {
  problem.kind = FileProblem::Kind::kWarning;
  problems_.push_back(std::move(problem));
}

std::vector<FileUnit> LineUnitReader::TakeUnits() {
  return std::exchange(units_, {});
}

std::vector<FileProblem> LineUnitReader::TakeProblems() {
  return std::exchange(problems_, {});
}

}  // namespace presstm
