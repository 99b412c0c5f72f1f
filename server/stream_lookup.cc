// One message of queries is answered before the next is read, and a part of its
// answers is on its way before the next part is made, so that a client is never
// further ahead than what gRPC's flow control lets it be, and a slow one costs
// the memory of one message in each direction.
#include "server/stream_lookup.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "server/exception_guard.h"
#include "server/lookup_handlers.h"
#include "server/request_parser.h"
#include "server/request_scope.h"
#include "server/served_call.h"
#include "server/status_util.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using grpc::ByteBuffer;

// When results are sent without waiting for the rest of their message: well
// below what clients take by default. One result may add its own size.
constexpr size_t kMaxResponseBytes = 512 * 1024;
// After so long the next call that waits for a thread has its turn: streams
// send many queries at once, others one.
constexpr absl::Duration kTurn = absl::Milliseconds(5);

// gRPC's operations and the steps on the pool take turns: each begins the next
// as the last thing it does, and from then on the next may end this object.
class LookupStream final
    : public grpc::ServerBidiReactor<ByteBuffer, ByteBuffer> {
 public:
  LookupStream(WorkerPool& pool, const StreamCall& call,
               TranslationMemory& memory)
      : pool_(pool),
        call_(call),
        memory_(memory),
        served_(call.method, /*is_stream=*/true, *call.context),
        caller_(NameOfCaller(*call.context, *call.method.resources)) {
    Read();
  }

  void OnReadDone(bool ok) override {
    begun_operations_.load(std::memory_order_acquire);
    if (!ok) return FinishWith(EndOfQueries());
    read_bytes_ += incoming_.Length();
    RunStep(&LookupStream::TakeMessage);
  }

  void OnWriteDone(bool ok) override {
    begun_operations_.load(std::memory_order_acquire);
    if (!ok) {
      FinishWith(absl::CancelledError("the client has gone away"));
    } else if (next_query_ < queries_.queries_size()) {
      RunStep(&LookupStream::AnswerSome);
    } else {
      Read();
    }
  }

  void OnDone() override { delete this; }

 private:
  void Read() {
    begun_operations_.fetch_add(1, std::memory_order_release);
    StartRead(&incoming_);
  }
  void Write() {
    begun_operations_.fetch_add(1, std::memory_order_release);
    StartWrite(&outgoing_);
  }

  // A step begins the next operation or returns an error, not both.
  void RunStep(absl::Status (LookupStream::*step)()) {
    const absl::Status accepted = pool_.Run(caller_, [this, step] {
      const absl::Status status =
          GuardExceptions([&] { return (this->*step)(); });
      if (!status.ok()) FinishWith(status);
    });
    if (!accepted.ok()) FinishWith(accepted);
  }

  // The client has sent all, or has gone away.
  absl::Status EndOfQueries() const {
    if (context_.has_value()) {
      PRESSTM_RETURN_IF_ERROR(context_->deadline.Check());
    } else if (call_.context->IsCancelled()) {
      return absl::CancelledError("the client has gone away");
    }
    return lookup_.has_value() ? absl::OkStatus() : ConfigIsMissing();
  }

  static absl::Status ConfigIsMissing() {
    return InvalidArgument(ErrorReason::kInvalidArgument,
                           "the first message must have a config", "config");
  }

  absl::Status TakeMessage() {
    if (context_.has_value()) {
      PRESSTM_RETURN_IF_ERROR(context_->deadline.Check());
      PRESSTM_RETURN_IF_ERROR(context_->CountCall(absl::Now()));
    } else {
      PRESSTM_ASSIGN_OR_RETURN(context_,
                               MakeRequestContext(*call_.context, call_.method,
                                                  absl::InfiniteDuration()));
    }
    v1::StreamLookupRequest request;
    PRESSTM_RETURN_IF_ERROR(ParseRequest(incoming_, request));
    incoming_.Clear();
    return lookup_.has_value() ? TakeQueries(request) : TakeConfig(request);
  }

  absl::Status TakeConfig(const v1::StreamLookupRequest& request) {
    if (!request.has_config()) return ConfigIsMissing();
    scope_ = ScopeOf(request.config());
    PRESSTM_RETURN_IF_ERROR(context_->CheckRights(scope_));
    PRESSTM_ASSIGN_OR_RETURN(PreparedLookup lookup,
                             PrepareLookup(memory_, request.config()));
    lookup_.emplace(std::move(lookup));
    Read();
    return absl::OkStatus();
  }

  absl::Status TakeQueries(v1::StreamLookupRequest& request) {
    if (!request.has_queries()) {
      return InvalidArgument(ErrorReason::kInvalidArgument,
                             "all messages but the first must have queries",
                             "queries");
    }
    // Again: the stream may outlive the caller's role, and the memory.
    PRESSTM_RETURN_IF_ERROR(context_->CheckRights(scope_));
    PRESSTM_RETURN_IF_ERROR(CheckQueryCount(request.queries().queries_size()));
    queries_ = std::move(*request.mutable_queries());
    next_query_ = 0;
    return AnswerSome();
  }

  absl::Status AnswerSome() {
    const absl::Time end_of_turn = absl::Now() + kTurn;
    while (next_query_ < queries_.queries_size() &&
           response_bytes_ < kMaxResponseBytes) {
      v1::LookupResult& result = *response_.add_results();
      PRESSTM_ASSIGN_OR_RETURN(
          result, AnswerQuery(*lookup_, queries_.queries(next_query_),
                              next_query_, *context_));
      response_bytes_ += result.ByteSizeLong();
      ++next_query_;
      if (absl::Now() > end_of_turn && next_query_ < queries_.queries_size()) {
        RunStep(&LookupStream::AnswerSome);
        return absl::OkStatus();
      }
    }
    outgoing_ = SerializeResponse(response_);
    response_.Clear();
    response_bytes_ = 0;
    written_bytes_ += outgoing_.Length();
    Write();
    return absl::OkStatus();
  }

  void FinishWith(const absl::Status& status) {
    served_.End(status, read_bytes_, written_bytes_);
    Finish(ToGrpcStatus(status));  // Ends the life of this object.
  }

  WorkerPool& pool_;
  const StreamCall call_;
  TranslationMemory& memory_;
  const ServedCall served_;
  const std::string caller_;  // Whose turns the steps take.
  // Orders what a step did before what comes after its operation. gRPC does so
  // too, by means that ThreadSanitizer does not see.
  std::atomic<uint64_t> begun_operations_ = 0;
  ByteBuffer incoming_;
  ByteBuffer outgoing_;
  size_t read_bytes_ = 0;
  size_t written_bytes_ = 0;
  // From the first message on.
  std::optional<RequestContext> context_;
  RequestScope scope_;
  std::optional<PreparedLookup> lookup_;
  // Of the message under way, and the first not yet answered.
  v1::LookupQueries queries_;
  int next_query_ = 0;
  // Of this message, not yet sent.
  v1::StreamLookupResponse response_;
  size_t response_bytes_ = 0;
};

}  // namespace

grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>* RunLookupStream(
    WorkerPool& pool, const StreamCall& call, TranslationMemory& memory) {
  return new LookupStream(pool, call, memory);
}

}  // namespace presstm
