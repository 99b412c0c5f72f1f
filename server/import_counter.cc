#include "server/import_counter.h"

namespace presstm {
namespace {

struct Outcome {
  absl::string_view name;
  int64_t (v1::ImportTmxResponse::*get)() const;
  void (v1::ImportTmxResponse::*set)(int64_t);
  bool is_stored;  // Not so in a rehearsal.
};

using R = v1::ImportTmxResponse;
constexpr Outcome kOutcomes[] = {
    {"read", &R::read_count, &R::set_read_count, false},
    {"rejected", &R::rejected_count, &R::set_rejected_count, false},
    {"added", &R::added_count, &R::set_added_count, true},
    {"merged", &R::merged_count, &R::set_merged_count, true},
    {"replaced", &R::replaced_count, &R::set_replaced_count, true},
    {"skipped", &R::skipped_count, &R::set_skipped_count, true},
};

}  // namespace

void ImportCounter::Begin(Metrics& metrics) {
  for (const Outcome& outcome : kOutcomes) {
    metrics.CountImported(outcome.name, 0);
  }
}

absl::Status ImportCounter::Write(const google::protobuf::Message& message) {
  Count(message);
  return writer_.Write(message);
}

bool ImportCounter::TryWrite(const google::protobuf::Message& message) {
  Count(message);
  return writer_.TryWrite(message);
}

// The counts of a message are those since the import began.
void ImportCounter::Count(const google::protobuf::Message& message) {
  const auto& progress = static_cast<const v1::ImportTmxResponse&>(message);
  const bool is_rehearsal = progress.valid_count() > 0;
  for (const Outcome& outcome : kOutcomes) {
    if (outcome.is_stored && is_rehearsal) continue;
    const int64_t now = (progress.*outcome.get)();
    const int64_t before = (counted_.*outcome.get)();
    if (now <= before) continue;
    metrics_.CountImported(outcome.name, now - before);
    (counted_.*outcome.set)(now);
  }
}

}  // namespace presstm
