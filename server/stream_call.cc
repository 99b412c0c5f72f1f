// gRPC reports each finished operation on a thread of its own; a Completion
// turns that into something the handler's thread can wait for. A cancelled
// call, be it by the client, its deadline or the server's end, makes gRPC fail
// the operation that is under way, so that no wait outlasts the call.
#include "server/stream_call.h"

#include <utility>

#include "absl/synchronization/mutex.h"
#include "server/exception_guard.h"
#include "server/request_parser.h"
#include "server/served_call.h"
#include "server/status_util.h"
#include "server/transfer_limiter.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using grpc::ByteBuffer;

// The outcome of one operation at a time. Thread-safe.
class Completion {
 public:
  void Begin() {
    absl::MutexLock lock(&mutex_);
    outcome_.reset();
  }

  void End(bool ok) {
    absl::MutexLock lock(&mutex_);
    outcome_ = ok;
  }

  // Returns whether the operation succeeded; nullopt after `timeout`.
  std::optional<bool> Wait(absl::Duration timeout) {
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(
        absl::Condition(
            +[](Completion* self) ABSL_EXCLUSIVE_LOCKS_REQUIRED(self->mutex_) {
              return self->outcome_.has_value();
            },
            this),
        timeout);
    return outcome_;
  }

 private:
  absl::Mutex mutex_;
  std::optional<bool> outcome_ ABSL_GUARDED_BY(mutex_);
};

// What both kinds of call have: `Reactor` is one of gRPC's base classes.
template <typename Reactor>
class StreamReactor : public Reactor, public StreamWriter {
 public:
  explicit StreamReactor(const StreamCall& call)
      : call_(call), served_(call.method, /*is_stream=*/true, *call.context) {}

  // Runs `handler` on `pool`, or finishes the call at once.
  void Start(WorkerPool& pool,
             std::function<absl::Status(const RequestContext&)> handler) {
    const absl::Status accepted = GuardExceptions([&]() -> absl::Status {
      PRESSTM_ASSIGN_OR_RETURN(RequestContext context,
                               MakeRequestContext(*call_.context, call_.method,
                                                  absl::InfiniteDuration()));
      const std::string name = NameOfCounted(context.caller, *call_.context);
      PRESSTM_ASSIGN_OR_RETURN(place_,
                               context.resources->transfer_limiter.Take(name));
      return pool.Run(name, [this, context = std::move(context),
                             handler = std::move(handler)] {
        FinishWith(GuardExceptions([&] { return handler(context); }));
      });
    });
    if (!accepted.ok()) FinishWith(accepted);
  }

  absl::Status Write(const google::protobuf::Message& message) override {
    if (is_writing_) PRESSTM_RETURN_IF_ERROR(EndWrite());
    BeginWrite(message);
    return EndWrite();
  }

  bool TryWrite(const google::protobuf::Message& message) override {
    if (is_writing_ && !written_.Wait(absl::ZeroDuration())) return false;
    BeginWrite(message);
    return true;
  }

  void OnWriteDone(bool ok) override { written_.End(ok); }
  void OnDone() override { delete this; }

 protected:
  // Whether the operation succeeded; an error if it took too long.
  absl::StatusOr<bool> WaitFor(Completion& completion, absl::Duration timeout) {
    if (const std::optional<bool> ok = completion.Wait(timeout)) {
      return *ok;
    }
    call_.context->TryCancel();  // Ends the operation, too.
    completion.Wait(absl::InfiniteDuration());
    return absl::DeadlineExceededError(
        "the client neither sent nor took anything for too long");
  }

  void AddReadBytes(size_t bytes) { read_bytes_ += bytes; }

 private:
  void BeginWrite(const google::protobuf::Message& message) {
    outgoing_ = SerializeResponse(message);
    written_bytes_ += outgoing_.Length();
    written_.Begin();
    is_writing_ = true;
    this->StartWrite(&outgoing_);
  }

  absl::Status EndWrite() {
    PRESSTM_ASSIGN_OR_RETURN(const bool ok, WaitFor(written_, kTakeTimeout));
    is_writing_ = false;
    if (!ok) return absl::CancelledError("the client has gone away");
    return absl::OkStatus();
  }

  void FinishWith(const absl::Status& status) {
    place_.reset();  // Before the client knows that it may call again.
    served_.End(status, read_bytes_, written_bytes_);
    this->Finish(ToGrpcStatus(status));  // Ends the life of this object.
  }

  const StreamCall call_;
  const ServedCall served_;
  TransferLimiter::Place place_;
  ByteBuffer outgoing_;
  bool is_writing_ = false;  // Until it is known that `written_` has ended.
  Completion written_;
  size_t read_bytes_ = 0;
  size_t written_bytes_ = 0;
};

class BidiReactor final
    : public StreamReactor<grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>>,
      public StreamReader {
 public:
  using StreamReactor::StreamReactor;

  absl::StatusOr<std::optional<ByteBuffer>> Read() override {
    incoming_.Clear();
    read_.Begin();
    StartRead(&incoming_);
    PRESSTM_ASSIGN_OR_RETURN(const bool ok, WaitFor(read_, kSendTimeout));
    if (!ok) return std::nullopt;
    AddReadBytes(incoming_.Length());
    return incoming_;
  }

  void OnReadDone(bool ok) override { read_.End(ok); }

 private:
  ByteBuffer incoming_;
  Completion read_;
};

class DownloadReactor final
    : public StreamReactor<grpc::ServerWriteReactor<ByteBuffer>> {
 public:
  DownloadReactor(const StreamCall& call, const ByteBuffer& request)
      : StreamReactor(call) {
    AddReadBytes(request.Length());
  }
};

}  // namespace

grpc::ServerBidiReactor<ByteBuffer, ByteBuffer>* RunBidiCall(
    WorkerPool& pool, const StreamCall& call, BidiHandler handler) {
  auto* reactor = new BidiReactor(call);
  reactor->Start(pool, [reactor, handler = std::move(handler)](
                           const RequestContext& context) {
    return handler(*reactor, *reactor, context);
  });
  return reactor;
}

grpc::ServerWriteReactor<ByteBuffer>* RunDownloadCall(WorkerPool& pool,
                                                      const StreamCall& call,
                                                      const ByteBuffer* request,
                                                      DownloadHandler handler) {
  auto* reactor = new DownloadReactor(call, *request);
  reactor->Start(pool, [reactor, request, handler = std::move(handler)](
                           const RequestContext& context) {
    return handler(*request, *reactor, context);
  });
  return reactor;
}

}  // namespace presstm
