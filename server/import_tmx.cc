// One thread reads a chunk, parses it, and stores the units in batches, each
// in one transaction: a batch is large enough for the disk's sync not to
// count, small enough not to hold up other writers for long. The next chunk is
// read only then, so that a client is never further ahead than what gRPC's
// flow control lets it be.
#include "server/import_tmx.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/converters/import_converter.h"
#include "server/request_parser.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/tmx_reader.h"
#include "tm_store/validation.h"

namespace presstm {
namespace {

// When a batch is stored: units, or bytes of their texts.
constexpr size_t kMaxBatchUnits = 1000;
constexpr size_t kMaxBatchBytes = 4 * 1024 * 1024;

// Problems that are reported without waiting for a batch.
constexpr int kMaxProblems = 1000;

size_t TextBytes(const TranslationUnit& unit) {
  size_t bytes = 0;
  for (const Variant& variant : unit.variants) {
    bytes += variant.segment.text.size();
    for (const InlineCode& code : variant.segment.codes) {
      bytes += code.content.size();
    }
  }
  return bytes;
}

// Returns the next message, nullopt after the last. A client that has gone
// away is an error: to gRPC it looks like one that has sent all.
absl::StatusOr<std::optional<v1::ImportTmxRequest>> ReadRequest(
    StreamReader& reader, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<grpc::ByteBuffer> bytes,
                           reader.Read());
  PRESSTM_RETURN_IF_ERROR(context.deadline.Check());
  if (!bytes) return std::nullopt;
  v1::ImportTmxRequest request;
  PRESSTM_RETURN_IF_ERROR(ParseRequest(*bytes, request));
  return request;
}

absl::StatusOr<ImportSettings> ReadConfig(StreamReader& reader,
                                          const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::optional<v1::ImportTmxRequest> request,
                           ReadRequest(reader, context));
  if (!request || !request->has_config()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "the first message must have a config", "config");
  }
  absl::StatusOr<ImportSettings> settings = FromProto(request->config());
  if (settings.ok()) return settings;
  return Annotate(settings.status(), "", "config");
}

// Returns the file's next bytes, nullopt at its end.
absl::StatusOr<std::optional<std::string>> ReadChunk(
    StreamReader& reader, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(std::optional<v1::ImportTmxRequest> request,
                           ReadRequest(reader, context));
  if (!request) return std::nullopt;
  if (!request->has_chunk()) {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "all messages but the first must have a chunk",
                           "chunk");
  }
  return std::move(*request->mutable_chunk());
}

// Where a unit stands in the file, for messages about it.
struct Place {
  int64_t line = 0;
  std::string tuid;
};

// One import after its config. Not for reuse.
class TmxImport {
 public:
  TmxImport(TranslationMemory& memory, const ImportSettings& settings,
            StreamWriter& writer, const RequestContext& context)
      : memory_(memory),
        settings_(settings),
        writer_(writer),
        context_(context) {}

  // Returns the error with which the call is to end.
  absl::Status Run(StreamReader& reader);

 private:
  absl::Status TakeUnits();
  absl::Status StoreBatch();
  void Count(WriteOutcome outcome);
  void Reject(const Place& place, const absl::Status& status);
  void UpdateCounts();
  absl::Status SendProgress();
  absl::Status SendTotals();

  TranslationMemory& memory_;
  const ImportSettings& settings_;
  StreamWriter& writer_;
  const RequestContext& context_;
  TmxReader tmx_;
  std::vector<TranslationUnit> units_;  // The batch ...
  std::vector<Place> places_;           // ... and where each of it stands.
  size_t batch_bytes_ = 0;
  int64_t refused_ = 0;  // Units the reader took but the library did not.
  v1::ImportTmxResponse progress_;
};

absl::Status TmxImport::Run(StreamReader& reader) {
  absl::Status fault;
  bool at_end = false;
  while (!at_end && fault.ok()) {
    PRESSTM_ASSIGN_OR_RETURN(const std::optional<std::string> chunk,
                             ReadChunk(reader, context_));
    at_end = !chunk.has_value();
    fault = at_end ? tmx_.Finish() : tmx_.Feed(*chunk);
    if (chunk) {
      progress_.set_processed_bytes(progress_.processed_bytes() +
                                    static_cast<int64_t>(chunk->size()));
    }
    PRESSTM_RETURN_IF_ERROR(TakeUnits());
  }
  PRESSTM_RETURN_IF_ERROR(StoreBatch());
  if (!fault.ok()) *progress_.add_problems() = MalformedFileToProto(fault);
  PRESSTM_RETURN_IF_ERROR(SendTotals());
  return WithSourceName(fault, settings_.source_name);
}

// Takes what the reader has, and stores and reports it where it is enough.
absl::Status TmxImport::TakeUnits() {
  for (TmxUnit& unit : tmx_.TakeUnits()) {
    if (unit.unit.origin == Origin::kImported) {
      unit.unit.origin = settings_.default_origin;
    }
    batch_bytes_ += TextBytes(unit.unit);
    places_.push_back({.line = unit.line, .tuid = unit.unit.external_id});
    units_.push_back(std::move(unit.unit));
    if (units_.size() < kMaxBatchUnits && batch_bytes_ < kMaxBatchBytes) {
      continue;
    }
    PRESSTM_RETURN_IF_ERROR(StoreBatch());
    PRESSTM_RETURN_IF_ERROR(SendProgress());
  }
  for (const TmxProblem& problem : tmx_.TakeProblems()) {
    *progress_.add_problems() = ToProto(problem);
    if (progress_.problems_size() < kMaxProblems) continue;
    PRESSTM_RETURN_IF_ERROR(SendProgress());
  }
  return absl::OkStatus();
}

absl::Status TmxImport::StoreBatch() {
  PRESSTM_RETURN_IF_ERROR(context_.deadline.Check());
  const std::vector<Place> places = std::exchange(places_, {});
  std::vector<TranslationUnit> units = std::exchange(units_, {});
  batch_bytes_ = 0;
  if (units.empty()) return absl::OkStatus();
  if (settings_.validate_only) {
    for (size_t i = 0; i < units.size(); ++i) {
      const absl::Status status = ValidateUnit(units[i]);
      if (status.ok()) {
        progress_.set_valid_count(progress_.valid_count() + 1);
      } else {
        Reject(places[i], status);
      }
    }
    return absl::OkStatus();
  }
  PRESSTM_ASSIGN_OR_RETURN(
      const std::vector<BatchResult> results,
      memory_.CreateUnits(settings_.memory, std::move(units),
                          settings_.write_rule, context_.user));
  for (size_t i = 0; i < results.size(); ++i) {
    if (results[i].ok()) {
      Count(results[i]->outcome);
    } else {
      Reject(places[i], results[i].status());
    }
  }
  return absl::OkStatus();
}

void TmxImport::Count(WriteOutcome outcome) {
  switch (outcome) {
    case WriteOutcome::kAdded:
      progress_.set_added_count(progress_.added_count() + 1);
      break;
    case WriteOutcome::kMerged:
      progress_.set_merged_count(progress_.merged_count() + 1);
      break;
    case WriteOutcome::kReplaced:
      progress_.set_replaced_count(progress_.replaced_count() + 1);
      break;
    case WriteOutcome::kSkipped:
      progress_.set_skipped_count(progress_.skipped_count() + 1);
      break;
  }
}

void TmxImport::Reject(const Place& place, const absl::Status& status) {
  ++refused_;
  *progress_.add_problems() =
      RefusedUnitToProto(place.line, place.tuid, status);
}

void TmxImport::UpdateCounts() {
  progress_.set_read_count(tmx_.units_read() + tmx_.units_rejected());
  progress_.set_rejected_count(tmx_.units_rejected() + refused_);
}

// Sends the counts and the problems since the last time. A client that sends
// its whole file before it reads must not come to a stop for progress alone:
// it is only waited for when problems pile up.
absl::Status TmxImport::SendProgress() {
  UpdateCounts();
  if (progress_.problems_size() >= kMaxProblems) {
    PRESSTM_RETURN_IF_ERROR(writer_.Write(progress_));
  } else if (!writer_.TryWrite(progress_)) {
    return absl::OkStatus();
  }
  progress_.clear_problems();
  return absl::OkStatus();
}

absl::Status TmxImport::SendTotals() {
  UpdateCounts();
  progress_.set_done(true);
  return writer_.Write(progress_);
}

}  // namespace

absl::Status ImportTmx(TranslationMemory& memory, StreamReader& reader,
                       StreamWriter& writer, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const ImportSettings settings,
                           ReadConfig(reader, context));
  PRESSTM_RETURN_IF_ERROR(memory.GetMemory(settings.memory).status());
  return TmxImport(memory, settings, writer, context).Run(reader);
}

}  // namespace presstm
