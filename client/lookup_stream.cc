// Two threads: one takes queries and sends them, the caller's receives. Lines
// that cannot be looked up travel as queries to be skipped, so that there is
// one result for each line.
#include "client/lookup_stream.h"

#include <deque>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "client/call_error.h"
#include "client/line_reader.h"
#include "grpcpp/support/sync_stream.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/utf8.h"

namespace presstm {
namespace {

using Stream = grpc::ClientReaderWriterInterface<v1::StreamLookupRequest,
                                                 v1::StreamLookupResponse>;

// A line that is to be looked up or, if it has a fault or is blank, not.
struct InputLine {
  int64_t line = 0;
  std::string text;
  absl::Status fault;
};

// Nothing after the last line. The errors of the input.
absl::StatusOr<std::optional<InputLine>> NextLine(LineReader& lines) {
  absl::StatusOr<std::optional<std::string>> text = lines.Next();
  if (absl::IsResourceExhausted(text.status())) {
    return InputLine{lines.line(), "", text.status()};
  }
  if (!text.ok()) return text.status();
  if (!text->has_value()) return std::optional<InputLine>();
  if (!IsValidUtf8(**text)) {
    return InputLine{lines.line(), "",
                     InvalidArgument(ErrorReason::kInvalidUtf8,
                                     "the text is not valid UTF-8")};
  }
  return InputLine{lines.line(), **std::move(text), absl::OkStatus()};
}

// What travels together at most. With a longest line on top it stays below
// what the server takes.
constexpr int kMaxQueries = 200;
constexpr size_t kMaxQueryBytes = 512 * 1024;

// The lines that are on their way. Thread-safe.
class SentLines {
 public:
  void Push(InputLine line) ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    lines_.push_back(std::move(line));
  }

  // Nothing if more comes back than was sent.
  std::optional<InputLine> Pop() ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    if (lines_.empty()) return std::nullopt;
    InputLine line = std::move(lines_.front());
    lines_.pop_front();
    return line;
  }

 private:
  absl::Mutex mutex_;
  std::deque<InputLine> lines_ ABSL_GUARDED_BY(mutex_);
};

// Takes queries from a source and sends them.
class QuerySender {
 public:
  QuerySender(QuerySource& source, Stream& stream)
      : source_(source), stream_(stream) {}

  // Sends all and closes the sending side. The error of the source, if it has
  // one; OK if the server wants no more.
  absl::Status Run(const v1::LookupRequest& config) {
    v1::StreamLookupRequest request;
    *request.mutable_config() = config;
    absl::Status status;
    if (stream_.Write(request)) {
      status = SendQueries();
      Flush();
    }
    stream_.WritesDone();
    return status;
  }

 private:
  absl::Status SendQueries() {
    while (true) {
      PRESSTM_ASSIGN_OR_RETURN(std::optional<v1::LookupQuery> query,
                               source_.Next());
      if (!query.has_value()) return absl::OkStatus();
      size_bytes_ += query->ByteSizeLong();
      *queries().add_queries() = *std::move(query);
      const bool is_full = queries().queries_size() >= kMaxQueries ||
                           size_bytes_ >= kMaxQueryBytes;
      if ((is_full || !source_.HasNext()) && !Flush()) return absl::OkStatus();
    }
  }

  v1::LookupQueries& queries() { return *request_.mutable_queries(); }

  // False if the server wants no more.
  bool Flush() {
    if (queries().queries().empty()) return true;
    const bool is_wanted = stream_.Write(request_);
    queries().Clear();
    size_bytes_ = 0;
    return is_wanted;
  }

  QuerySource& source_;
  Stream& stream_;
  v1::StreamLookupRequest request_;
  size_t size_bytes_ = 0;
};

// The lines of a file as queries.
class LineQueries final : public QuerySource {
 public:
  LineQueries(InputDescriptor& input, SentLines& sent)
      : input_(input),
        lines_([&input] { return input.ReadChunk(); }),
        sent_(sent) {}

  absl::StatusOr<std::optional<v1::LookupQuery>> Next() override {
    PRESSTM_ASSIGN_OR_RETURN(std::optional<InputLine> line, NextLine(lines_));
    if (!line.has_value()) return std::nullopt;
    v1::LookupQuery query;
    if (line->fault.ok() && !IsBlank(line->text)) {
      query.mutable_query()->set_text(line->text);
    } else {
      query.set_skip(true);
    }
    sent_.Push(*std::move(line));
    return query;
  }

  bool HasNext() override { return lines_.HasLine(); }
  void Stop() override { input_.Stop(); }

 private:
  InputDescriptor& input_;
  LineReader lines_;
  SentLines& sent_;
};

AnsweredLine ToAnswer(InputLine sent, v1::LookupResult result) {
  AnsweredLine answer = {sent.line, std::move(sent.text), v1::LookupResponse()};
  if (!sent.fault.ok()) {
    answer.response = sent.fault;
  } else if (result.has_error()) {
    answer.response = FromStatusProto(result.error());
  } else {
    answer.response = std::move(*result.mutable_response());
  }
  return answer;
}

}  // namespace

absl::Status LookUpAll(Session& session, const v1::LookupRequest& config,
                       QuerySource& source,
                       const std::function<void(v1::LookupResult)>& on_result) {
  const std::unique_ptr<grpc::ClientContext> context = session.NewContext();
  const std::unique_ptr<Stream> stream =
      session.stub().StreamLookup(context.get());
  absl::Status source_status;
  std::thread sending(
      [&] { source_status = QuerySender(source, *stream).Run(config); });
  v1::StreamLookupResponse response;
  while (stream->Read(&response)) {
    for (v1::LookupResult& result : *response.mutable_results()) {
      on_result(std::move(result));
    }
  }
  source.Stop();
  sending.join();
  PRESSTM_RETURN_IF_ERROR(session.ToStatus(stream->Finish()));
  return source_status;
}

absl::Status LookUpLines(
    Session& session, const v1::LookupRequest& config, InputDescriptor& input,
    const std::function<void(const AnsweredLine&)>& on_answer) {
  SentLines sent;
  LineQueries queries(input, sent);
  return LookUpAll(session, config, queries, [&](v1::LookupResult result) {
    std::optional<InputLine> line = sent.Pop();
    if (!line.has_value()) return;  // More than was asked.
    on_answer(ToAnswer(*std::move(line), std::move(result)));
  });
}

absl::Status AnswerWithNothing(
    InputDescriptor& input,
    const std::function<void(const AnsweredLine&)>& on_answer) {
  LineReader lines([&input] { return input.ReadChunk(); });
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(std::optional<InputLine> line, NextLine(lines));
    if (!line.has_value()) return absl::OkStatus();
    on_answer(ToAnswer(*std::move(line), v1::LookupResult()));
  }
}

}  // namespace presstm
