// What the readers of formats made of lines have in common.
#ifndef TM_STORE_EXCHANGE_LINE_UNIT_READER_H_
#define TM_STORE_EXCHANGE_LINE_UNIT_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/text_lines.h"
#include "tm_store/exchange/unit_reader.h"

namespace presstm {

// Hands each line to the format's own class and keeps what comes of it. Files
// that cannot be read have the reason FILE_MALFORMED.
class LineUnitReader : public UnitReader {
 public:
  absl::Status Feed(absl::string_view bytes) final;
  absl::Status Finish() final;
  std::vector<FileUnit> TakeUnits() final;
  std::vector<FileProblem> TakeProblems() final;
  int64_t units_read() const final { return units_read_; }
  int64_t units_rejected() const final { return units_rejected_; }

 protected:
  // An error, whose message begins "line 12: ", ends the reading.
  virtual absl::Status TakeLine(const TextLine& line) = 0;
  virtual absl::Status EndFile() = 0;

  // What ends the reading: "line 12: what".
  static absl::Status Malformed(int64_t line, absl::string_view what);
  void AddUnit(TranslationUnit unit, int64_t line);
  // For a unit that cannot be kept.
  void Reject(FileProblem problem);
  // For what is lost besides units.
  void Warn(FileProblem problem);

 private:
  absl::Status TakeLines();
  void ReportDroppedCharacters(const TextLine& line);

  TextLines lines_;
  bool has_reported_encoding_ = false;
  bool is_finished_ = false;
  absl::Status status_;  // The first error, for good.
  std::vector<FileUnit> units_;
  std::vector<FileProblem> problems_;
  int64_t units_read_ = 0;
  int64_t units_rejected_ = 0;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_LINE_UNIT_READER_H_
