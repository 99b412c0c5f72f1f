// Two threads: the call's own reads chunks and parses them into batches, which
// the pipeline's stores, each in one transaction: a batch is large enough for
// the disk's sync not to count, small enough not to hold up other writers for
// long. The next chunk is read only when there is room for its units, so that
// a client is never further ahead than what gRPC's flow control lets it be.
//
// A file that may be refused as a whole is put by and checked to its end
// before the first unit is stored. Refused: one transaction over all of it,
// which would keep other writers waiting for the client, and hold in memory
// what the index has to be told.
#include "server/import_tmx.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/converters/import_converter.h"
#include "server/import_pipeline.h"
#include "server/import_progress.h"
#include "server/request_parser.h"
#include "server/request_scope.h"
#include "server/rights_checked_stream.h"
#include "server/spool_file.h"
#include "server/unit_sink.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/file_format.h"
#include "tm_store/exchange/unit_reader.h"

namespace presstm {
namespace {

// When a batch is handed on: units, bytes of their texts, or problems met. If
// the batch before is still being stored, more units are waited for: the pages
// that a transaction writes are shared by all its units, the index of segments
// being so large that each touches pages of its own. At 600,000 units 16,000 in
// one write 0.9 GB to the disk in all, 4,000 in one 2.3 GB. The price is that
// somebody else's write waits for them, about a second.
constexpr size_t kMinBatchUnits = 1'000;
constexpr size_t kMaxBatchUnits = 16'000;
constexpr size_t kMaxBatchBytes = 8 * 1024 * 1024;
constexpr size_t kMaxBatchProblems = 1'000;

// Gives the next bytes of the file, nullopt at its end.
using ChunkReader = std::function<absl::StatusOr<std::optional<std::string>>()>;

bool IsRefusal(const absl::Status& status) {
  return GetErrorReason(status) ==
         std::string(ErrorReasonName(ErrorReason::kImportRefused));
}

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
  PRESSTM_RETURN_IF_ERROR(context.CheckRights(ScopeOf(request->config())));
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

absl::Status CheckSize(int64_t read_bytes, const RequestContext& context) {
  const int64_t most = context.resources->limits.import_bytes;
  if (most == 0 || read_bytes <= most) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat("the file has more than ", most,
                   " bytes, the limit of this server (--max-import-bytes); "
                   "what came before is stored unless it was to be stored "
                   "whole: divide the file"));
}

// Reads one file and hands it on in batches. Not for reuse.
class FileReading {
 public:
  FileReading(const ImportSettings& settings, ImportPipeline& pipeline)
      : settings_(settings),
        pipeline_(pipeline),
        reader_(MakeUnitReader(settings.format, settings.columns)) {}

  // Reads to the end or to the file's fault, which goes into `fault`. An error
  // ends the import at once.
  absl::Status Run(const ChunkReader& next_chunk, absl::Status& fault);

 private:
  absl::Status TakeUnits();
  bool IsBatchFull() const;
  absl::Status PutBatch();

  const ImportSettings& settings_;
  ImportPipeline& pipeline_;
  const std::unique_ptr<UnitReader> reader_;
  int64_t processed_bytes_ = 0;
  ImportBatch batch_;
  size_t batch_bytes_ = 0;
};

absl::Status FileReading::Run(const ChunkReader& next_chunk,
                              absl::Status& fault) {
  bool at_end = false;
  while (!at_end && fault.ok()) {
    PRESSTM_ASSIGN_OR_RETURN(const std::optional<std::string> chunk,
                             next_chunk());
    at_end = !chunk.has_value();
    fault = at_end ? reader_->Finish() : reader_->Feed(*chunk);
    if (chunk) processed_bytes_ += static_cast<int64_t>(chunk->size());
    PRESSTM_RETURN_IF_ERROR(TakeUnits());
  }
  return PutBatch();
}

// Takes what the reader has, and hands it on where it is enough.
absl::Status FileReading::TakeUnits() {
  for (const FileProblem& problem : reader_->TakeProblems()) {
    batch_.problems.push_back(ToProto(problem));
    if (batch_.problems.size() < kMaxBatchProblems) continue;
    PRESSTM_RETURN_IF_ERROR(PutBatch());
  }
  for (FileUnit& unit : reader_->TakeUnits()) {
    if (unit.unit.origin == Origin::kImported) {
      unit.unit.origin = settings_.default_origin;
    }
    batch_bytes_ += TextBytes(unit.unit);
    batch_.places.push_back({unit.line, unit.unit.external_id});
    batch_.units.push_back(std::move(unit.unit));
    if (IsBatchFull()) PRESSTM_RETURN_IF_ERROR(PutBatch());
  }
  return absl::OkStatus();
}

bool FileReading::IsBatchFull() const {
  const size_t units = batch_.units.size();
  if (units >= kMaxBatchUnits || batch_bytes_ >= kMaxBatchBytes) return true;
  return units >= kMinBatchUnits && pipeline_.IsIdle();
}

absl::Status FileReading::PutBatch() {
  batch_.reading = {.processed_bytes = processed_bytes_,
                    .read = reader_->units_read() + reader_->units_rejected(),
                    .rejected = reader_->units_rejected()};
  batch_bytes_ = 0;
  return pipeline_.Put(std::exchange(batch_, {}));
}

// One import after its config. Not for reuse.
class FileImport {
 public:
  FileImport(TranslationMemory& memory, const ImportSettings& settings,
             StreamWriter& writer, const RequestContext& context)
      : memory_(memory),
        settings_(settings),
        context_(context),
        progress_(writer, settings.validate_only) {}

  // Returns the error with which the call is to end.
  absl::Status Run(StreamReader& reader);

 private:
  absl::StatusOr<std::unique_ptr<UnitSink>> MakeSink();
  absl::Status CheckAndStore(const ChunkReader& next_chunk,
                             absl::Status& fault);
  absl::Status Pass(const ChunkReader& next_chunk, UnitSink& sink,
                    absl::Status& fault);

  TranslationMemory& memory_;
  const ImportSettings& settings_;
  const RequestContext& context_;
  ImportProgress progress_;
};

absl::Status FileImport::Run(StreamReader& reader) {
  int64_t read_bytes = 0;
  const ChunkReader next_chunk =
      [&]() -> absl::StatusOr<std::optional<std::string>> {
    PRESSTM_ASSIGN_OR_RETURN(std::optional<std::string> chunk,
                             ReadChunk(reader, context_));
    if (chunk) read_bytes += static_cast<int64_t>(chunk->size());
    PRESSTM_RETURN_IF_ERROR(CheckSize(read_bytes, context_));
    return chunk;
  };
  absl::Status fault;
  const bool may_be_refused = settings_.mode != ImportMode::kKeepGood;
  if (may_be_refused && !settings_.validate_only) {
    PRESSTM_RETURN_IF_ERROR(CheckAndStore(next_chunk, fault));
  } else {
    PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<UnitSink> sink, MakeSink());
    PRESSTM_RETURN_IF_ERROR(Pass(next_chunk, *sink, fault));
  }
  if (!fault.ok()) {
    if (may_be_refused) progress_.ForgetWrites();
    if (!IsRefusal(fault)) {
      PRESSTM_RETURN_IF_ERROR(
          progress_.AddProblem(MalformedFileToProto(fault)));
    }
  }
  PRESSTM_RETURN_IF_ERROR(progress_.SendTotals());
  return WithSourceName(fault, settings_.source_name);
}

absl::StatusOr<std::unique_ptr<UnitSink>> FileImport::MakeSink() {
  if (!settings_.validate_only) {
    return MakeStoringSink(memory_, settings_, context_);
  }
  return MakeRehearsingSink(memory_, settings_, context_);
}

absl::Status FileImport::CheckAndStore(const ChunkReader& next_chunk,
                                       absl::Status& fault) {
  using Phase = ImportProgress::Phase;
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<SpoolFile> spool,
                           SpoolFile::Create());
  const ChunkReader next_and_keep =
      [&]() -> absl::StatusOr<std::optional<std::string>> {
    PRESSTM_ASSIGN_OR_RETURN(std::optional<std::string> chunk, next_chunk());
    if (chunk) PRESSTM_RETURN_IF_ERROR(spool->Append(*chunk));
    return chunk;
  };
  progress_.set_phase(Phase::kChecking);
  PRESSTM_RETURN_IF_ERROR(Pass(next_and_keep, *MakeCheckingSink(), fault));
  if (!fault.ok()) return absl::OkStatus();
  PRESSTM_RETURN_IF_ERROR(spool->Rewind());
  const ChunkReader next_kept =
      [&]() -> absl::StatusOr<std::optional<std::string>> {
    PRESSTM_RETURN_IF_ERROR(context_.deadline.Check());
    PRESSTM_ASSIGN_OR_RETURN(std::string chunk, spool->Read());
    if (chunk.empty()) return std::nullopt;
    return chunk;
  };
  progress_.set_phase(Phase::kStoringChecked);
  return Pass(next_kept, *MakeStoringSink(memory_, settings_, context_), fault);
}

// Reads the file once. A refusal is the file's fault too.
absl::Status FileImport::Pass(const ChunkReader& next_chunk, UnitSink& sink,
                              absl::Status& fault) {
  ImportPipeline pipeline(sink, progress_,
                          settings_.mode == ImportMode::kStrict);
  absl::Status status = FileReading(settings_, pipeline).Run(next_chunk, fault);
  if (status.ok()) status = pipeline.Finish();
  if (!IsRefusal(status)) return status;
  fault = std::move(status);
  return absl::OkStatus();
}

}  // namespace

absl::Status ImportTmx(TranslationMemory& memory, StreamReader& reader,
                       StreamWriter& writer, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const ImportSettings settings,
                           ReadConfig(reader, context));
  if (!settings.allow_missing) {
    PRESSTM_RETURN_IF_ERROR(memory.GetMemory(settings.memory).status());
  }
  RightsCheckedReader checked(reader, context, {.memories = {settings.memory}});
  return FileImport(memory, settings, writer, context).Run(checked);
}

}  // namespace presstm
