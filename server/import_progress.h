// Tells the client of an import how far it has come.
#ifndef SERVER_IMPORT_PROGRESS_H_
#define SERVER_IMPORT_PROGRESS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "presstm/v1/translation_memory.pb.h"
#include "server/stream_call.h"
#include "server/unit_sink.h"

namespace presstm {

// Where a unit stands in the file, for messages about it.
struct UnitPlace {
  int64_t line = 0;
  std::string external_id;
};

// What reading a file has come to so far.
struct ReadingCounts {
  int64_t processed_bytes = 0;
  int64_t read = 0;  // Units met, rejected ones included.
  int64_t rejected = 0;
};

// The counts and problems of one import. Thread-compatible.
class ImportProgress {
 public:
  // A file is read and stored at once, or first checked and then read again to
  // be stored. Problems and what is read are told the first time only, what is
  // stored only when it is.
  enum class Phase { kAtOnce, kChecking, kStoringChecked };

  ImportProgress(StreamWriter& writer, bool validate_only)
      : writer_(writer), validate_only_(validate_only) {}

  void set_phase(Phase phase) { phase_ = phase; }

  void SetReading(const ReadingCounts& counts);
  // Wait for the client where problems pile up, and fail if it is gone.
  absl::Status AddProblem(v1::ImportProblem problem);
  // What became of a batch of units that stand in `places`.
  absl::Status AddResults(const std::vector<UnitPlace>& places,
                          const std::vector<UnitSink::Result>& results);
  // For a file that was refused in the end: nothing is or would be stored.
  void ForgetWrites();

  // The first unit, or language of one, or key of JSON, that was left out.
  const std::optional<v1::ImportProblem>& first_loss() const {
    return first_loss_;
  }

  // Sends the counts and the problems since the last time, if the client can
  // take them: one that sends its whole file before it reads must not come to
  // a stop for progress alone.
  void Send();
  // Sends the last message.
  absl::Status SendTotals();

 private:
  void Count(WriteOutcome outcome);
  absl::Status SendProblems();
  void UpdateReading();

  StreamWriter& writer_;
  const bool validate_only_;
  Phase phase_ = Phase::kAtOnce;
  ReadingCounts reading_;
  int64_t refused_ = 0;  // Units the reader took but the library did not.
  std::optional<v1::ImportProblem> first_loss_;
  v1::ImportTmxResponse message_;
};

}  // namespace presstm

#endif  // SERVER_IMPORT_PROGRESS_H_
